import { z } from "zod";

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

/** An object's key. Travels as the query parameter `key`, so that it survives every proxy. */
export const ObjectKey = z.string().superRefine((key, context) => {
  const problem = keyProblem(key);
  if (problem !== undefined) {
    context.addIssue({
      code: "custom",
      message: problem,
      params: { errorCode: "key_unsupported" },
    });
  }
});

/** A prefix of keys; may be empty and may end with a slash. */
export const KeyPrefix = z
  .string()
  .max(MAX_KEY_BYTES)
  .refine(
    (prefix) =>
      prefix === "" || keyProblem(prefix.replace(/\/$/, "")) === undefined,
    "A prefix is the beginning of a name, such as day1/ or frame-; it does not begin with a slash.",
  );

/** A bucket: 3 to 63 of a-z, 0-9, dot and hyphen (the rules of S3). */
export const BucketName = z
  .string()
  .min(3, "A bucket's name has at least 3 characters.")
  .max(63, "A bucket's name has at most 63 characters.")
  .regex(
    /^[a-z0-9][a-z0-9.-]*[a-z0-9]$/,
    "Use lower-case letters, digits, dots and hyphens; begin and end with a letter or a digit.",
  )
  .refine(
    (name) => !/\.\.|\.-|-\.|^\d+\.\d+\.\d+\.\d+$|^xn--/.test(name),
    "Two dots in a row, a dot beside a hyphen, and addresses are not allowed.",
  );

/** A function: a DNS label of at most 40 characters. */
export const FunctionName = z
  .string()
  .min(1, "Function name is required")
  .max(40, "A function's name has at most 40 characters.")
  .regex(
    /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/,
    "Use lower-case letters, digits and hyphens; begin and end with a letter or a digit.",
  );

/** Compares two strings by their UTF-8 bytes: the order of every listing. */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index++) {
    const difference = a.charCodeAt(index) - b.charCodeAt(index);
    if (difference === 0) continue;
    return (
      utf8Rank(a.charCodeAt(index)) - utf8Rank(b.charCodeAt(index)) ||
      difference
    );
  }
  return a.length - b.length;
}

/** A text as searches compare it: case, and Unicode's ways to write accents, do not count. */
export function foldText(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/** Whether a key holds a text, as searches compare them. */
export function keyMatcher(
  search: string | undefined,
): (key: string) => boolean {
  if (!search) return () => true;
  const wanted = foldText(search);
  return (key) => foldText(key).includes(wanted);
}

/** Surrogates stand for characters beyond U+FFFF, which UTF-8 orders after the rest of the plane. */
function utf8Rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
