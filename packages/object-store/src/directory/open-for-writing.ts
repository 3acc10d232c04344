import { type BigIntStats, readFileSync, readlinkSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { setImmediate } from "node:timers/promises";

/** Stands for the inode where the kernel does not tell it (before 5.14). */
const UNKNOWN = "";

/** Descriptors that are open for writing, by the inode of their file. */
type Writers = Map<string, string[]>;

const MAX_AGE_MS = 1000;
/** How long the scan may keep the event loop to itself. */
const SLICE_MS = 4;

/**
 * Tells which files some process has open for writing, from one scan of /proc that callers
 * share for a second. Best effort: what this user may not look at, and machines without
 * /proc, count as not open.
 */
export class OpenForWriting {
  readonly #procPath: string;
  #scan: Promise<Writers> | undefined;
  #isScanning = false;
  #scannedAt = 0;

  constructor(procPath = "/proc") {
    this.#procPath = procPath;
  }

  async has(stats: BigIntStats): Promise<boolean> {
    const writers = await this.#writers();
    const paths = [
      ...(writers.get(String(stats.ino)) ?? []),
      ...(writers.get(UNKNOWN) ?? []),
    ];
    const isOpen = await Promise.all(
      paths.map((path) => isFileAt(path, stats)),
    );
    return isOpen.includes(true);
  }

  #writers(): Promise<Writers> {
    const age = performance.now() - this.#scannedAt;
    if (this.#scan && (this.#isScanning || age < MAX_AGE_MS)) return this.#scan;
    this.#scannedAt = performance.now();
    this.#isScanning = true;
    this.#scan = scanWriters(this.#procPath).finally(() => {
      this.#isScanning = false;
    });
    return this.#scan;
  }
}

/** An inode number alone may belong to another file system. */
async function isFileAt(path: string, stats: BigIntStats): Promise<boolean> {
  try {
    const found = await stat(path, { bigint: true });
    return found.ino === stats.ino && found.dev === stats.dev;
  } catch {
    // Closed since.
    return false;
  }
}

/** Reads what every process has open. Procfs answers from memory, so sync calls are safe. */
async function scanWriters(procPath: string): Promise<Writers> {
  const writers: Writers = new Map();
  let sliceEnd = performance.now() + SLICE_MS;
  for (const pid of await namesIn(procPath)) {
    if (!/^\d+$/.test(pid)) continue;
    const fdPath = `${procPath}/${pid}/fd`;
    for (const fd of await namesIn(fdPath)) {
      const inode = writtenInode(`${procPath}/${pid}`, fd);
      if (inode !== undefined) {
        const paths = writers.get(inode) ?? [];
        writers.set(inode, [...paths, `${fdPath}/${fd}`]);
      }
      if (performance.now() < sliceEnd) continue;
      await setImmediate();
      sliceEnd = performance.now() + SLICE_MS;
    }
  }
  return writers;
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch {
    // The process has ended, or belongs to another user, or there is no /proc.
    return [];
  }
}

/** The inode of a file that this descriptor may write, or undefined. */
function writtenInode(processPath: string, fd: string): string | undefined {
  try {
    const target = readlinkSync(`${processPath}/fd/${fd}`);
    // Not a pipe, a socket or the like.
    if (!target.startsWith("/")) return undefined;
    const info = readFileSync(`${processPath}/fdinfo/${fd}`, "latin1");
    const flags = Number.parseInt(/^flags:\s*(\d+)/m.exec(info)?.[1] ?? "0", 8);
    // O_ACCMODE: 0 is reading only.
    if ((flags & 3) === 0) return undefined;
    return /^ino:\s*(\d+)/m.exec(info)?.[1] ?? UNKNOWN;
  } catch {
    // Closed since.
    return undefined;
  }
}
