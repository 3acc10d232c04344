import type { ObjectStore } from "@oscar/object-store";
import type { Logger } from "pino";
import type { AttemptSpec } from "../../ports/job-runner.ts";
import type { UploadRecord } from "../../ports/upload-record.ts";
import type { FileJobLogs } from "../process-runner/file-job-logs.ts";
import type { ClusterObjects } from "./cluster/objects.ts";
import type { FunctionSecrets } from "./function-secrets.ts";
import type { PodSettings } from "./manifests/pod-settings.ts";
import type { Patience } from "./patience.ts";
import type { PodBoard } from "./pods/pod-board.ts";

/** What all attempts of a runner share. */
export interface Workshop {
  objects: ClusterObjects;
  board: PodBoard;
  secrets: FunctionSecrets;
  store: Pick<ObjectStore, "discard">;
  logs: FileJobLogs;
  uploads: UploadRecord;
  settings: PodSettings & { tokenKey: string };
  patience: Patience;
  /** How many attempts of its function have waited for their image for longer than one. */
  crowdBefore(attempt: AttemptSpec): number;
  /** Makes the namespace, where it is missing. */
  ensureNamespace(): Promise<void>;
  log: Logger;
}
