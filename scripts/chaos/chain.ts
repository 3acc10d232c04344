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

/** Adds its own name below what it was given. */
function link(name: string, output: string): FunctionDefinition {
  return {
    name,
    image: "docker.io/grycap/ffmpeg:latest",
    // Of what scripts as small as these need, so that many fit on a node.
    requests: { cpu: "20m", memory: "16Mi" },
    environment: { OUTPUT_BUCKET: output },
    script: `{ cat "$INPUT_FILE_PATH"; echo ${name}; } > "$TMP_OUTPUT_DIR/$(basename "$INPUT_FILE_PATH")"`,
  };
}

/** The key of an object, by its number. */
export function keyOf(number: number): string {
  return `${String(number).padStart(6, "0")}.txt`;
}

export function contentOf(number: number): string {
  return `object ${number}\n`;
}

/** What the chain makes of an object. */
export function resultOf(number: number): string {
  return `${contentOf(number)}first\nsecond\n`;
}
