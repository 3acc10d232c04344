import { useSyncExternalStore } from "react";

const NONE: readonly File[] = [];
const staged = new Map<string, readonly File[]>();
const listeners = new Set<() => void>();

/** The files chosen for a bucket and not sent yet; they stay while other pages are shown. */
export function useStagedFiles(bucket: string): readonly File[] {
  return useSyncExternalStore(subscribe, () => staged.get(bucket) ?? NONE);
}

/** Adds files; one of the same path replaces the one chosen before. */
export function stageFiles(bucket: string, files: Iterable<File>): void {
  const byPath = new Map<string, File>();
  for (const file of staged.get(bucket) ?? NONE) byPath.set(pathOf(file), file);
  for (const file of files) byPath.set(pathOf(file), file);
  write(bucket, [...byPath.values()]);
}

export function unstageFile(bucket: string, file: File): void {
  const files = staged.get(bucket) ?? NONE;
  write(
    bucket,
    files.filter((other) => other !== file),
  );
}

/** Takes all of them out. */
export function takeStagedFiles(bucket: string): readonly File[] {
  const files = staged.get(bucket) ?? NONE;
  write(bucket, NONE);
  return files;
}

/** Where the file lies below the folder that was chosen, or its name. */
export function pathOf(file: File): string {
  return file.webkitRelativePath || file.name;
}

function write(bucket: string, files: readonly File[]): void {
  staged.set(bucket, files);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}
