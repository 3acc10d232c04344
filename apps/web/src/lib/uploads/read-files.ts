import { pathOf } from "./staged-files.ts";
import type { UploadSource } from "./upload-types.ts";

/** The part of the browser's FileSystemEntry that is used; tests have their own. */
export interface DroppedEntry {
  readonly name: string;
  readonly isFile: boolean;
}
interface DroppedFile extends DroppedEntry {
  file(onFile: (file: File) => void, onError: (error: unknown) => void): void;
}
interface DroppedFolder extends DroppedEntry {
  createReader(): {
    readEntries(
      onEntries: (entries: DroppedEntry[]) => void,
      onError: (error: unknown) => void,
    ): void;
  };
}

/** Files chosen by a dialog; those of a chosen folder keep their paths. */
export function* sourcesOfFiles(
  files: Iterable<File>,
  folder = "",
): Generator<UploadSource> {
  for (const file of files) {
    const key = folder + pathOf(file);
    yield { key, size: file.size, open: () => file };
  }
}

/**
 * All files below what was dropped, one at a time: a folder of 100 000 files is never
 * a list of 100 000 files. What cannot be read is given too, and fails when it is its turn.
 */
export async function* sourcesOfEntries(
  entries: Iterable<DroppedEntry>,
  folder = "",
): AsyncGenerator<UploadSource> {
  for (const entry of entries) {
    const path = folder + entry.name;
    if (entry.isFile) yield await sourceOf(entry as DroppedFile, path);
    else yield* sourcesOfFolder(entry as DroppedFolder, `${path}/`);
  }
}

/** What was dropped. To be called at once: a drop can be read only while its event lasts. */
export function entriesOf(data: DataTransfer): DroppedEntry[] {
  return [...data.items].flatMap((item) => {
    const entry: DroppedEntry | null = item.webkitGetAsEntry();
    // A picture dragged out of another program is a file, and in no file system.
    return entry ?? entryOf(item.getAsFile()) ?? [];
  });
}

function entryOf(file: File | null): DroppedFile | undefined {
  if (!file) return undefined;
  return { name: file.name, isFile: true, file: (onFile) => onFile(file) };
}

async function* sourcesOfFolder(
  folder: DroppedFolder,
  path: string,
): AsyncGenerator<UploadSource> {
  const reader = folder.createReader();
  for (;;) {
    // Browsers give a hundred at a time, and none at the end.
    const entries = await new Promise<DroppedEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (entries.length === 0) return;
    yield* sourcesOfEntries(entries, path);
  }
}

async function sourceOf(
  entry: DroppedFile,
  key: string,
): Promise<UploadSource> {
  const open = () =>
    new Promise<File>((resolve, reject) => entry.file(resolve, reject));
  // The file itself is let go again: its entry is enough to open it later.
  const size = await open().then(
    (file) => file.size,
    () => 0,
  );
  return { key, size, open };
}
