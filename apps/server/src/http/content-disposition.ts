import { create } from "content-disposition";

/** Controls, and marks that turn the direction of text and so hide what a file really is. */
const INVISIBLE =
  /[\p{Cc}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;

/** A Content-Disposition (RFC 6266) with the last part of a key as the file's name. */
export function contentDisposition(
  key: string,
  type: "inline" | "attachment",
): string {
  const name = key.slice(key.lastIndexOf("/") + 1);
  const safe = name
    .toWellFormed()
    .replace(INVISIBLE, "_")
    .replace(/[\\/]/g, "_");
  return create(safe, { type });
}
