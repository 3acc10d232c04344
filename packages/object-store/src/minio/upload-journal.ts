import {
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
} from "node:fs/promises";
import { dirname } from "node:path";
import type { Name } from "./objects.ts";

/** A multipart upload that was begun by us. */
export interface OpenUpload extends Name {
  id: string;
}

/** How an upload ended, so far as we know. */
export type UploadEnd = "completed" | "aborted";

type Line = OpenUpload | { id: string; end: UploadEnd };

/** Ends that are remembered: only what was published just before a crash is asked for. */
const KEPT_ENDS = 10_000;

/**
 * Which unfinished uploads are ours. The server tells of uploads only whose key one knows,
 * tells nothing of who began them, and lists those of other programs alike; so each of ours
 * is in this file before its first byte is sent, and only what is in it is ever aborted.
 * Not synced: what a loss of power takes from it, the server drops by itself after a day.
 */
export class UploadJournal implements AsyncDisposable {
  readonly #path: string;
  readonly #open = new Map<string, OpenUpload>();
  readonly #ends = new Map<string, UploadEnd>();
  #file: FileHandle;
  #lines = 0;
  #writing: Promise<unknown> = Promise.resolve();

  private constructor(path: string, file: FileHandle) {
    this.#path = path;
    this.#file = file;
  }

  static async open(path: string): Promise<UploadJournal> {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    const journal = new UploadJournal(path, await open(path, "a", 0o600));
    for (const line of await readLines(path)) journal.#apply(line);
    await journal.#compact();
    return journal;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#writing.catch(() => {});
    await this.#file.close();
  }

  /** Resolves when the upload is written down. */
  begin(upload: OpenUpload): Promise<void> {
    return this.#add({ ...upload });
  }

  /** Never fails: an end that is not written down is found out by the next sweep. */
  async end(id: string, end: UploadEnd): Promise<void> {
    await this.#add({ id, end }).catch(() => {});
  }

  /** How an upload ended; undefined for one that has not, or is not known. */
  endOf(id: string): UploadEnd | undefined {
    return this.#ends.get(id);
  }

  unfinished(): OpenUpload[] {
    return [...this.#open.values()];
  }

  #apply(line: Line): void {
    this.#lines++;
    if (!("end" in line)) {
      this.#open.set(line.id, line);
      return;
    }
    this.#open.delete(line.id);
    this.#ends.set(line.id, line.end);
    for (const oldest of this.#ends.keys()) {
      if (this.#ends.size <= KEPT_ENDS) break;
      this.#ends.delete(oldest);
    }
  }

  #add(line: Line): Promise<void> {
    this.#apply(line);
    const isLong = this.#lines > 2 * (KEPT_ENDS + this.#open.size);
    return this.#inTurn(() =>
      isLong ? this.#compact() : this.#file.appendFile(textOf([line])),
    );
  }

  #inTurn(write: () => Promise<void>): Promise<void> {
    const writing = this.#writing.catch(() => {}).then(write);
    this.#writing = writing;
    return writing;
  }

  /** Writes the file anew with what still matters; the old one stays until that is done. */
  async #compact(): Promise<void> {
    const ends = [...this.#ends].map(([id, end]) => ({ id, end }));
    const lines: Line[] = [...this.#open.values(), ...ends];
    const next = `${this.#path}.next`;
    await rm(next, { force: true });
    const file = await open(next, "a", 0o600);
    await file.appendFile(textOf(lines));
    await rename(next, this.#path);
    await this.#file.close();
    this.#file = file;
    this.#lines = lines.length;
  }
}

function textOf(lines: Line[]): string {
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}

/** What a crash cut off in the middle is no line. */
async function readLines(path: string): Promise<Line[]> {
  const text = await readFile(path, "utf8");
  return text.split("\n").flatMap((line) => {
    try {
      return line === "" ? [] : [JSON.parse(line) as Line];
    } catch {
      return [];
    }
  });
}
