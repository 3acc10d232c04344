/** One (function, bucket, prefix, suffix) that starts jobs. */
export interface Watch {
  functionUid: string;
  functionName: string;
  generation: number;
  bucket: string;
  prefix: string;
  suffix: string;
  /** Milliseconds, whole seconds, by the store's clock. */
  watchedSince: number;
}

/** Which of a bucket's watches a key falls under. Suffixes are compared as they are written. */
export function matchWatches(watches: readonly Watch[], key: string): Watch[] {
  return watches.filter(
    (watch) => key.startsWith(watch.prefix) && key.endsWith(watch.suffix),
  );
}
