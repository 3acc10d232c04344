import type { Dirent } from "node:fs";
import { chmod, readdir } from "node:fs/promises";
import { join } from "node:path";
import { AppError } from "@oscar/contracts";

/** What lies under the output folder. */
export interface Found {
  /** Below the output folder, with slashes. */
  path: string;
  /** Only a regular file becomes an object. */
  kind: "file" | "symbolic link" | "pipe" | "socket" | "device";
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
