import { execFile } from "node:child_process";
import { mkdtemp, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A disk that is soon full, until it is disposed. */
export interface SmallDisk extends AsyncDisposable {
  path: string;
  /** Leaves room for not a byte more. */
  fillUp(): Promise<void>;
  /** Takes away again what it was filled with. */
  free(): Promise<void>;
}

/** A file system of a few MiB, or undefined, loudly, where this user may not mount one. */
export async function mountSmallDisk(
  mebibytes: number,
): Promise<SmallDisk | undefined> {
  const path = await mkdtemp(join(tmpdir(), "small-disk-"));
  try {
    const options = `size=${mebibytes}m`;
    await run("mount", ["-t", "tmpfs", "-o", options, "none", path]);
  } catch {
    await rm(path, { recursive: true });
    process.stderr.write("SKIPPED: mounting a small disk is not permitted.\n");
    return undefined;
  }
  const filler = join(path, "filler");
  return {
    path,
    fillUp: () => fillUp(filler),
    free: () => truncate(filler),
    async [Symbol.asyncDispose]() {
      await run("umount", [path]);
      await rm(path, { recursive: true });
    },
  };
}

/** Writes into a file until nothing fits any more. */
async function fillUp(filePath: string): Promise<void> {
  for (let sizeBytes = 2 ** 20; sizeBytes >= 1; sizeBytes /= 2) {
    const block = Buffer.alloc(sizeBytes);
    for (;;) {
      try {
        await writeFile(filePath, block, { flag: "a" });
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === "ENOSPC") break;
        throw error;
      }
    }
  }
}
