import { type FormValues, PAIR_FIELDS } from "./form-values.ts";

/** The parts of a function that are compared, and taken, as a whole. */
const PARTS = [
  "image",
  "script",
  ...PAIR_FIELDS,
  "registry",
  "inputs",
  "outputs",
  "timeoutSeconds",
  "concurrency",
  "retries",
  "limits",
  "requests",
] as const;
export type Part = (typeof PARTS)[number];

export type Side = "mine" | "theirs";

export interface Difference {
  part: Part;
  mine: string;
  theirs: string;
  /** Who has changed it since the version that I began with. */
  changedBy: Side | "both";
}

interface Versions {
  /** What I began with. */
  base: FormValues;
  mine: FormValues;
  theirs: FormValues;
}

/** What two versions of a function say differently, and who says it anew. */
export function differencesOf({ base, mine, theirs }: Versions): Difference[] {
  return PARTS.flatMap((part) => {
    const texts = {
      base: textOf(part, base),
      mine: textOf(part, mine),
      theirs: textOf(part, theirs),
    };
    if (texts.mine === texts.theirs) return [];
    const changedBy =
      texts.theirs === texts.base
        ? "mine"
        : texts.mine === texts.base
          ? "theirs"
          : "both";
    return [{ part, mine: texts.mine, theirs: texts.theirs, changedBy }];
  });
}

/** A version that takes each part from the side that was chosen for it; else it is mine. */
export function combine(
  { mine, theirs }: Pick<Versions, "mine" | "theirs">,
  choice: Partial<Record<Part, Side>>,
): FormValues {
  const combined = structuredClone(mine);
  for (const part of PARTS) {
    if (choice[part] !== "theirs") continue;
    Object.assign(combined, { [part]: structuredClone(theirs[part]) });
    if (part === "script") combined.scriptName = theirs.scriptName;
  }
  return combined;
}

function textOf(part: Part, values: FormValues): string {
  switch (part) {
    case "image":
    case "script":
    case "timeoutSeconds":
    case "concurrency":
    case "retries":
      return values[part];
    case "registry":
      return registryText(values.registry);
    case "inputs":
      return values.inputs.map(placeText).join("\n");
    case "outputs":
      return values.outputs
        .map((output) => placeText(output) + (output.flatten ? " ⤓" : ""))
        .join("\n");
    case "limits":
    case "requests":
      return resourceText(values[part]);
    case "secrets":
      // Their values are nobody's to see; a new one is told by a dot.
      return linesOf(
        values.secrets.map(({ key, isKept }) => key + (isKept ? "" : " •")),
      );
    default:
      return linesOf(values[part].map(({ key, value }) => `${key}:${value}`));
  }
}

/** In the order of the alphabet: theirs does not matter. */
function linesOf(lines: string[]): string {
  return lines.toSorted().join("\n");
}

function registryText(registry: FormValues["registry"]): string {
  const { server, username, password } = registry;
  const who = [username, server].filter((text) => text !== "").join(" @ ");
  return password === "" ? who : `${who} •`;
}

function placeText(place: FormValues["inputs"][number]): string {
  const { bucket, prefix, suffixes } = place;
  const where = prefix === "" ? bucket : `${bucket}/${prefix}`;
  return suffixes.trim() === "" ? where : `${where} (${suffixes.trim()})`;
}

function resourceText({ cpu, memory }: FormValues["limits"]): string {
  return [cpu && `CPU ${cpu}`, memory && `${memory}`]
    .filter(Boolean)
    .join(", ");
}
