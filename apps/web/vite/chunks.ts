import type { Rolldown } from "vite";

type Graph = Parameters<Rolldown.CodeSplittingNameFunction>[1];

const MAIN = "/src/main.tsx";
const LOGIN = "/session/login-page.tsx";
const SHELL = "/app/shell/shell.tsx";
/** What a browser may begin with, each by the end of its path. */
const STARTS = [
  MAIN,
  LOGIN,
  SHELL,
  "/dashboard/dashboard-page.tsx",
  "/functions/functions-page.tsx",
  "/app/function-route.tsx",
  "/buckets/bucket-page.tsx",
  "/jobs/job-page.tsx",
  "/settings/settings-page.tsx",
];
/** What so many pages need comes with their frame. */
const COMMON = 3;
/** Named by what is needed at once, and used by few: comes with those. */
const ASIDE = /\/(?:html-parse-stringify|react-i18next\/dist\/es\/Trans)/;

/** A file takes what its modules import along, unless one before it in this list has that. */
const NAMED = ["schemas", "react", "base", "fields", "shell"];

/**
 * How the build is cut into files. They are few: each costs a kilobyte of headers and a trip
 * to the server, and what is packed together packs better. What one page alone needs, and
 * what no page needs at first, is left to the bundler.
 */
export const chunkGroups: Rolldown.CodeSplittingGroup[] = [
  ...NAMED.map((name, index) => ({
    debugName: name,
    name: (id: string, graph: Graph) =>
      chunkOf(id, graph) === name ? name : null,
    priority: NAMED.length - index,
    includeDependenciesRecursively: name === "react",
  })),
  {
    debugName: "some pages",
    name: chunkOf,
    includeDependenciesRecursively: false,
  },
];

function chunkOf(id: string, graph: Graph): string | null {
  // What makes schemas comes with the forms, though what it stands beside is needed at once.
  if (isSchema(id, graph)) return "schemas";
  if (/\/node_modules\/(?:react|react-dom|scheduler)\//.test(id))
    return "react";
  if (ASIDE.test(id)) return null;
  const starts = startsOf(id, graph);
  if (starts.has(MAIN)) return "base";
  if (starts.has(LOGIN) && starts.size > 1) return "fields";
  if (starts.has(SHELL) || starts.size >= COMMON) return "shell";
  if (starts.size === 0) return null;
  return [...starts].map(nameOf).toSorted().join("-");
}

function isSchema(id: string, graph: Graph): boolean {
  const isZod = (path: string) => path.includes("/node_modules/zod/");
  if (isZod(id)) return true;
  const isContract = id.includes("/packages/contracts/");
  return isContract && (graph.getModuleInfo(id)?.importedIds ?? []).some(isZod);
}

/** Where the static imports that lead to a module begin. */
function startsOf(id: string, graph: Graph): Set<string> {
  const starts = new Set<string>();
  const seen = new Set([id]);
  // It grows while it is gone through.
  for (const step of seen) {
    const start = STARTS.find((end) => step.endsWith(end));
    if (start) starts.add(start);
    else
      for (const from of graph.getModuleInfo(step)?.importers ?? [])
        seen.add(from);
  }
  return starts;
}

function nameOf(path: string): string {
  return path.replace(/^.*\/|\.tsx$/g, "");
}
