import type { OutputUpload, UploadedPart } from "@oscar/contracts";

/** Who asks: the supervisor in the pod of an attempt. */
export interface AttemptCaller {
  jobId: string;
  attempt: number;
  /** The attempt's own. */
  token: string;
  pod: string;
}

/**
 * What attempts that run elsewhere need of this server: the way to their input, and for their
 * outputs. Every method throws `unauthenticated` for a token that is not this attempt's, and
 * `job_state_conflict` for an attempt that has ended or was replaced.
 */
export interface RemoteAttempts {
  /** How to GET it. */
  input(
    caller: AttemptCaller,
  ): Promise<{ url: string; headers: Record<string, string> }>;
  /** One upload for each target; throws what refuses the key. */
  beginOutput(
    caller: AttemptCaller,
    output: { path: string; size: number },
  ): Promise<OutputUpload[]>;
  /** Throws `not_found` for an upload that is not this pod's. */
  partUrl(
    caller: AttemptCaller,
    part: { id: string; number: number },
  ): Promise<string>;
  finishUpload(
    caller: AttemptCaller,
    upload: { id: string; crc32: number; size: number; parts: UploadedPart[] },
  ): Promise<void>;
  /**
   * All outputs of the attempt are staged: it has succeeded. Resolves when the ledger knows
   * it, so that the pod may go.
   */
  report(
    caller: AttemptCaller,
    outputs: { uploads: number; notes: string[] },
    options: { signal: AbortSignal },
  ): Promise<void>;
}
