import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** A disk that is soon full, until it is disposed. */
export interface SmallDisk extends AsyncDisposable {
  path: string;
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
  return {
    path,
    async [Symbol.asyncDispose]() {
      await run("umount", [path]);
      await rm(path, { recursive: true });
    },
  };
}
