import type { Dirent } from "node:fs";
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  rm,
  rmdir,
  unlink,
  writeFile,
} from "node:fs/promises";
import { join, resolve } from "node:path";

/** The folders of one attempt. All of them are gone when it has ended. */
export class Scratch {
  readonly root: string;

  constructor(scratchDir: string, attempt: { jobId: string; attempt: number }) {
    this.root = join(
      resolve(scratchDir),
      `${attempt.jobId}-${attempt.attempt}`,
    );
  }

  get in(): string {
    return join(this.root, "in");
  }
  get out(): string {
    return join(this.root, "out");
  }
  /** The script's current folder: what it drops there is no output. */
  get work(): string {
    return join(this.root, "work");
  }
  get tmp(): string {
    return join(this.root, "tmp");
  }
  get #folders(): string[] {
    return [this.in, this.out, this.work, this.tmp];
  }
  get script(): string {
    return join(this.root, "script");
  }
  /** The input file is named after the last segment of the object's key. */
  inputFile(key: string): string {
    return join(this.in, key.slice(key.lastIndexOf("/") + 1));
  }
  /** Where an output is copied to that cannot be moved. */
  copy(name: string): string {
    return join(this.root, `copy-${name}`);
  }

  /** Makes the folders, empty, also where an attempt of an earlier server left some. */
  async create(): Promise<void> {
    try {
      await mkdir(this.root, { mode: 0o700 });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== "EEXIST" && code !== "ENOENT") throw error;
      await removeTree(this.root);
      await mkdir(this.root, { recursive: true, mode: 0o700 });
    }
    await Promise.all(
      this.#folders.map((folder) => mkdir(folder, { mode: 0o700 })),
    );
  }

  async writeScript(script: string): Promise<void> {
    await writeFile(this.script, script, { mode: 0o700, flag: "wx" });
  }

  /** Faster where the key of the input is told. */
  async remove(inputKey?: string): Promise<void> {
    if (inputKey !== undefined && (await this.#removeOurs(inputKey))) return;
    await removeTree(this.root);
  }

  /**
   * Removes what we have put there ourselves; false where more is left. Most scripts leave no
   * more, and to look for it would be most of the work.
   */
  async #removeOurs(inputKey: string): Promise<boolean> {
    try {
      // A link in the place of a folder leads to files that are not ours.
      const found = await Promise.all(
        [this.root, this.in].map((it) => lstat(it)),
      );
      if (!found.every((stats) => stats.isDirectory())) return false;
      await Promise.all([
        unlink(this.script),
        unlink(this.inputFile(inputKey)),
      ]);
      await Promise.all(this.#folders.map((folder) => rmdir(folder)));
      await rmdir(this.root);
      return true;
    } catch {
      // Whatever was in the way is for the thorough way to find.
      return false;
    }
  }
}

/** The attempt that a scratch folder is named after; undefined for foreign names. */
export function attemptOfScratch(
  name: string,
): { jobId: string; attempt: number } | undefined {
  const match = /^(.+)-(\d+)$/.exec(name);
  if (!match?.[1]) return undefined;
  return { jobId: match[1], attempt: Number(match[2]) };
}

/** Removes a folder, also one in which a script has taken rights away. */
async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "EACCES" && code !== "EPERM") throw error;
    await openFolders(path);
    await rm(path, { recursive: true, force: true });
  }
}

/** Gives us back the rights on a folder and all folders in it. */
async function openFolders(path: string): Promise<void> {
  await chmod(path, 0o700);
  const entries: Dirent[] = await readdir(path, { withFileTypes: true });
  for (const entry of entries) {
    if (entry.isDirectory()) await openFolders(join(path, entry.name));
  }
}
