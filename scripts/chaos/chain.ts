import type { FunctionDefinition } from "@oscar/contracts";

export const FIRST_BUCKET = "first-in";
export const LAST_BUCKET = "second-out";
const MIDDLE_BUCKET = "second-in";
export const INPUT_BUCKETS = [FIRST_BUCKET, MIDDLE_BUCKET];
export const BUCKETS = [...INPUT_BUCKETS, LAST_BUCKET];

/** Two functions, the second of which is started by what the first has made. */
export const CHAIN: FunctionDefinition[] = [
  link("first", MIDDLE_BUCKET),
  link("second", LAST_BUCKET),
];

/** Adds below what it was given who it is. */
function link(name: string, output: string): FunctionDefinition {
  return {
    name,
    image: "docker.io/grycap/ffmpeg:latest",
    // Of what scripts as small as these need, so that many fit on a node.
    requests: { cpu: "20m", memory: "16Mi" },
    environment: { OUTPUT_BUCKET: output },
    script: `{ cat "$INPUT_FILE_PATH"; echo "${name} $OSCAR_JOB_ID $OSCAR_ATTEMPT"; } > "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH")"`,
  };
}

/** The key of an object, by its number. */
export function keyOf(number: number): string {
  return `${String(number).padStart(6, "0")}.txt`;
}

export function contentOf(number: number): string {
  return `object ${number}\n`;
}

/** An attempt as its output names it: the job's id and the attempt's number. */
export type Maker = `${string} ${number}`;

/** What the chain makes of an object. */
export function resultOf(
  number: number,
  makers: { first: Maker; second: Maker },
): string {
  return `${contentOf(number)}first ${makers.first}\nsecond ${makers.second}\n`;
}

/** Who made a result, by function; undefined where it is not the whole result of this object. */
export function makersOf(
  number: number,
  result: string,
): Record<"first" | "second", string> | undefined {
  const [object, first, second, ...rest] = result.split("\n");
  const ofFirst = /^first (\S+ \d+)$/.exec(first ?? "")?.[1];
  const ofSecond = /^second (\S+ \d+)$/.exec(second ?? "")?.[1];
  const isWhole = `${object}\n` === contentOf(number) && rest.join() === "";
  return isWhole && rest.length === 1 && ofFirst && ofSecond
    ? { first: ofFirst, second: ofSecond }
    : undefined;
}
