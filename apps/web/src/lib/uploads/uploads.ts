import { useSyncExternalStore } from "react";
import { endSession } from "../query-client.ts";
import { putFile } from "./put-file.ts";
import { sourcesOfFiles } from "./read-files.ts";
import { withTransferSlot } from "./transfer-slots.ts";
import { UploadQueue } from "./upload-queue.ts";
import type { BatchReport, UploadSource } from "./upload-types.ts";

/** Redrawing at each of many progress events would cost more than sending. */
const REDRAW_MS = 200;
/** A transfer that stalls tells nothing, and its rate must be seen to fall. */
const BEAT_MS = 1000;

const changeListeners = new Set<() => void>();
const reportListeners = new Set<(report: BatchReport) => void>();
let redraw: ReturnType<typeof setTimeout> | undefined;
let beat: ReturnType<typeof setTimeout> | undefined;

/** The one queue of this page: it goes on whatever is shown. */
export const uploads = new UploadQueue({
  withSlot: withTransferSlot,
  put: putFile,
  pause,
  nowMs: () => performance.now(),
  random: Math.random,
  onChange: noteChange,
  onReport: (report) => {
    for (const listener of reportListeners) listener(report);
  },
  onSessionEnd: endSession,
});

let snapshot = uploads.snapshot();

/** Sends files that were chosen into a folder, or "" for none. */
export function uploadFiles(
  { bucket, folder }: { bucket: string; folder: string },
  files: Iterable<File>,
): void {
  void uploads.add(bucket, sourcesOfFiles(files, folder));
}

/** Sends files as they are found. */
export function uploadSources(
  bucket: string,
  sources: AsyncIterable<UploadSource>,
  onUnreadable: (error: unknown) => void,
): void {
  uploads.add(bucket, sources).catch(onUnreadable);
}

/** The queue as it was at most 0.2 s ago. */
export function useUploads() {
  return useSyncExternalStore(subscribe, () => snapshot);
}

/** Hears what is to be told of files that were sent; returns how to stop that. */
export function onUploadReport(
  listener: (report: BatchReport) => void,
): () => void {
  reportListeners.add(listener);
  return () => void reportListeners.delete(listener);
}

function noteChange(): void {
  redraw ??= setTimeout(() => {
    redraw = undefined;
    snapshot = uploads.snapshot();
    for (const listener of changeListeners) listener();
    clearTimeout(beat);
    if (uploads.isBusy) beat = setTimeout(noteChange, BEAT_MS);
  }, REDRAW_MS);
}

function subscribe(listener: () => void): () => void {
  changeListeners.add(listener);
  return () => void changeListeners.delete(listener);
}

/** Waits, but no longer than until the network is back. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const waiting = new AbortController();
    const end = () => {
      waiting.abort();
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(end, ms);
    window.addEventListener("online", end, { signal: waiting.signal });
    signal.addEventListener("abort", end, { signal: waiting.signal });
  });
}
