import type { Dirent } from "node:fs";
import { chmod, lstat, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { AppError } from "@oscar/contracts";

/** What lies under the output folder. */
export interface Found {
  /** Below the output folder, with slashes. */
  path: string;
  /** Only a regular file becomes an object. */
  kind: "file" | "symbolic link" | "pipe" | "socket" | "device";
}

/**
 * Makes sure that a script has left its output folder where it was: what a link put there
 * instead leads to is not the script's, and outputs are moved away.
 * @throws AppError invalid_request
 */
export async function checkOutputFolder(folder: string): Promise<void> {
  for (const path of [dirname(folder), folder]) {
    const found = await lstat(path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "ENOENT" && error.code !== "ENOTDIR") throw error;
    });
    if (found?.isDirectory()) {
      // A script may take rights away from its own folders; the files in them are outputs.
      if ((found.mode & 0o700) !== 0o700) await chmod(path, 0o700);
      continue;
    }
    throw new AppError(
      "invalid_request",
      "The script removed its output folder, or put something else in its place: leave TMP_OUTPUT_DIR where it is, and write into it.",
    );
  }
}

/**
 * Walks the output folder in byte order, following no link.
 * @throws AppError key_unsupported for a name that is not valid UTF-8
 */
export async function* findOutputs(
  folder: string,
  below = "",
): AsyncGenerator<Found> {
  for (const entry of await entriesOf(join(folder, below))) {
    const path = `${below}${nameOf(entry.name, below)}`;
    if (entry.isDirectory()) yield* findOutputs(folder, `${path}/`);
    else yield { path, kind: kindOf(entry) };
  }
}

async function entriesOf(folder: string): Promise<Dirent<Buffer>[]> {
  const options = { withFileTypes: true, encoding: "buffer" } as const;
  const entries = await readdir(folder, options).catch(async (error) => {
    if ((error as NodeJS.ErrnoException).code !== "EACCES") throw error;
    // A script may take rights away from its own folders; the files in them are outputs.
    await chmod(folder, 0o700);
    return readdir(folder, options);
  });
  return entries.sort((a, b) => Buffer.compare(a.name, b.name));
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function nameOf(name: Buffer, below: string): string {
  try {
    return utf8.decode(name);
  } catch (cause) {
    const shown = `${below}${name.toString("latin1")}`;
    throw new AppError(
      "key_unsupported",
      `The output ${JSON.stringify(shown)} cannot become an object: its name is not valid UTF-8.`,
      { cause },
    );
  }
}

function kindOf(entry: Dirent<Buffer>): Found["kind"] {
  if (entry.isFile()) return "file";
  if (entry.isSymbolicLink()) return "symbolic link";
  if (entry.isFIFO()) return "pipe";
  return entry.isSocket() ? "socket" : "device";
}
