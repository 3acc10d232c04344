import type { Dirent } from "node:fs";
import { chmod, mkdir, readdir, rm, writeFile } from "node:fs/promises";
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
    await this.remove();
    await mkdir(this.root, { recursive: true, mode: 0o700 });
    for (const folder of [this.in, this.out, this.work, this.tmp])
      await mkdir(folder, { mode: 0o700 });
  }

  async writeScript(script: string): Promise<void> {
    await writeFile(this.script, script, { mode: 0o700, flag: "wx" });
  }

  remove(): Promise<void> {
    return removeTree(this.root);
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
