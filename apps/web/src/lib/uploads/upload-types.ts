/** A file that wants to be an object. Light: 100 000 of them fit in memory. */
export interface UploadSource {
  key: string;
  size: number;
  /** Opened when its turn has come. */
  open: () => Blob | Promise<Blob>;
}

export type UploadState =
  /** Other tabs of this browser upload as much as may be at once. */
  | "held"
  | "sending"
  /** Waits for its next try. */
  | "retrying"
  | "done"
  | "failed"
  /** An object of that key is there already: replace or skip? */
  | "exists";

/** One file on its way. */
export interface Upload {
  readonly id: number;
  readonly bucket: string;
  readonly key: string;
  readonly size: number;
  readonly state: UploadState;
  readonly sentBytes: number;
  readonly bytesPerSecond: number | undefined;
  readonly error: unknown;
}

/** What to do with a key that is there already. */
export type ExistingPolicy = "ask" | "replace" | "skip";

/** Why the queue stands still: the session has ended, or every further file would fail alike. */
export type UploadStop =
  { kind: "session" } | { kind: "error"; error: unknown };

export interface UploadCounts {
  /** All that were given and not taken back. */
  total: number;
  waiting: number;
  active: number;
  done: number;
  failed: number;
  exists: number;
  skipped: number;
}

/** All that is shown of the queue. Only what needs a row is a row. */
export interface UploadsSnapshot {
  active: readonly Upload[];
  /** Failed, or waiting for an answer; the first ones. */
  attention: readonly Upload[];
  /** The last ones that are done. */
  recent: readonly Upload[];
  counts: UploadCounts;
  totalBytes: number;
  sentBytes: number;
  bytesPerSecond: number | undefined;
  secondsLeft: number | undefined;
  /** Folders are still being read, so that the totals grow. */
  isReading: boolean;
  stop: UploadStop | undefined;
}

export interface PutRequest {
  bucket: string;
  key: string;
  size: number;
  open: UploadSource["open"];
  /** False: refused with `precondition_failed` where the key is taken. */
  canReplace: boolean;
  signal: AbortSignal;
  onProgress: (sentBytes: number) => void;
}

export interface BatchReport {
  bucket: string;
  /** The names of the first few that were stored. */
  keys: string[];
  done: number;
  failed: number;
}

/** What the queue needs from the world. */
export interface UploadPorts {
  /** Does the work when this browser may send one more file. */
  withSlot: <T>(work: () => Promise<T>, signal: AbortSignal) => Promise<T>;
  put: (request: PutRequest) => Promise<void>;
  /** Waits, but no longer than until the network is back. */
  pause: (ms: number, signal: AbortSignal) => Promise<void>;
  nowMs: () => number;
  random: () => number;
  /** Something that is shown has changed; often called. */
  onChange: () => void;
  onReport: (report: BatchReport) => void;
  onSessionEnd: () => void;
}
