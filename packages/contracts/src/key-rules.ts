/** Longest key in bytes: the limit of S3. */
export const MAX_KEY_BYTES = 1024;
/** Longest segment of a key in bytes: the limit of common file systems. */
export const MAX_SEGMENT_BYTES = 255;

const encoder = new TextEncoder();

/**
 * Says why a key is refused, or undefined for a good one. One rule for every store,
 * since MinIO refuses or silently changes the rest (it stores `/abs` as `abs`).
 */
export function keyProblem(key: string): string | undefined {
  if (key === "") return "A name is needed.";
  if (!key.isWellFormed())
    return "The name holds a character that is not valid Unicode.";
  if (key.includes("\0")) return "The name must not hold a NUL character.";
  if (key.startsWith("/") || key.endsWith("/"))
    return "The name must not begin or end with a slash.";
  if (encoder.encode(key).length > MAX_KEY_BYTES)
    return `The name must have at most ${MAX_KEY_BYTES} bytes.`;
  return segmentsProblem(key);
}

function segmentsProblem(key: string): string | undefined {
  for (const segment of key.split(/[/\\]/)) {
    if (segment === "")
      return "The name must not have an empty part between slashes.";
    if (segment === "." || segment === "..")
      return `The name must not have a part that is "${segment}".`;
  }
  for (const segment of key.split("/")) {
    if (encoder.encode(segment).length > MAX_SEGMENT_BYTES)
      return `Each part of the name must have at most ${MAX_SEGMENT_BYTES} bytes.`;
  }
  return undefined;
}
