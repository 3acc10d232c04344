/** One forbidden direction: what must not be imported, and what to do instead. */
interface Restriction {
  regex?: string;
  /** As in a .gitignore, for what a regular expression without look-ahead cannot say. */
  group?: string[];
  /** Only these names; none means all. */
  importNames?: string[];
  allowTypeImports?: boolean;
  message: string;
}

export const NO_SLEEP: Restriction = {
  regex: "^(node:)?timers/promises$",
  importNames: ["setTimeout"],
  message:
    "Tests do not sleep: wait for an event, or with `vi.waitFor` for a state, with a limit that names what it waited for.",
};
const NO_ENVIRONMENT: Restriction = {
  regex: "^(node:)?process$",
  message: "Only config.ts reads the environment: take the value as an option.",
};
const NO_MINIO: Restriction = {
  regex: "^minio(/|$)",
  message:
    "Only packages/object-store knows MinIO: use the port ObjectStore instead.",
};
export const NO_KUBERNETES: Restriction = {
  regex: "^@kubernetes/",
  message:
    "Only apps/server/src/adapters knows Kubernetes: use the port JobRunner instead.",
};
export const NO_EXPRESS: Restriction = {
  regex: "^express(/|$)",
  message: "Only app.ts, api/ and http/ know Express: pass plain values down.",
};
export const NO_ADAPTERS: Restriction = {
  regex: "/adapters/",
  message:
    "Take a port of apps/server/src/ports as an option; compose.ts gives the adapter.",
};
export const NO_HTTP: Restriction = {
  regex: "/(api|http)/|/(app|compose|main)\\.ts$",
  message:
    "Use cases and flow know nothing of HTTP: return a value or throw an AppError.",
};
export const NO_USE_CASES: Restriction = {
  regex: "/(flow|functions|buckets|objects|jobs|sessions)/",
  message: "Imports go downwards (design, part 3): take a function as option.",
};
export const NO_LEDGER: Restriction = {
  regex: "/ledger/",
  message: "Adapters and ports do not know the ledger: take a hook as option.",
};

export function restrict(...patterns: Restriction[]): ["error", object] {
  return ["error", { patterns }];
}

/** What holds in every file of the server, besides the rules of its folder. */
export const SERVER = [NO_MINIO, NO_ENVIRONMENT];
export const NO_PROCESS_ENV: ["error", object] = [
  "error",
  { object: "process", property: "env", message: NO_ENVIRONMENT.message },
];
/** What would make the first page of every visit heavier (docs/decisions/008). */
export const NO_WEIGHT: Restriction[] = [
  {
    regex: "^zod",
    allowTypeImports: true,
    message:
      "Schemas come with the function's form alone: write a plain check, or take a pure function of the contracts.",
  },
  {
    regex: "^@mui/material/(Tooltip|Popper|TablePagination|Select|TextField)$",
    message:
      "Use components/tooltip.tsx, table-pager.tsx, choice-field.tsx or an OutlinedInput: MUI's is as large as a page.",
  },
];
export const FOREIGN_FEATURE =
  "A feature never imports another: compose them in a page, or move what both need to shared code.";
/** From a folder within a feature. */
export const NO_FOREIGN_FEATURE: Restriction[] = [
  { regex: "^\\.\\./\\.\\./[^.]", message: FOREIGN_FEATURE },
  { regex: "/features/", message: FOREIGN_FEATURE },
];
