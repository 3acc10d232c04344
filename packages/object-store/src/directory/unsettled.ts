const MAX_FOLDERS_OF_BUCKET = 10_000;

/**
 * Folders in which a look has just hidden a file that was not whole yet, so that the watch
 * tells of them again. Beyond a limit more are not kept: the reconciler finds them.
 */
export class UnsettledFolders {
  readonly #folders = new Map<string, Set<string>>();

  /** `folder` with its closing slash; empty for the top of the bucket. */
  add(bucket: string, folder: string): void {
    const folders = this.#folders.get(bucket) ?? new Set();
    this.#folders.set(bucket, folders);
    if (folders.size < MAX_FOLDERS_OF_BUCKET) folders.add(folder);
  }

  /** The folders of a bucket, which are forgotten. */
  take(bucket: string): string[] {
    const folders = [...(this.#folders.get(bucket) ?? [])];
    this.#folders.delete(bucket);
    return folders;
  }
}
