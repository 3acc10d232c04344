import { randomUUID, timingSafeEqual } from "node:crypto";
import { AppError, keyProblem } from "@oscar/contracts";
import type { RemoteAccess, StagedObject } from "@oscar/object-store";
import type { AttemptSpec } from "../../ports/job-runner.ts";
import type {
  AttemptCaller,
  RemoteAttempts,
} from "../../ports/remote-attempts.ts";
import type { PodUpload, UploadRecord } from "../../ports/upload-record.ts";
import { attemptToken } from "./manifests/secret-manifests.ts";

/** What an attempt under way can be told. */
export interface LivingAttempt {
  readonly spec: AttemptSpec;
  /** It has succeeded. Resolves when the ledger knows it. */
  succeed(
    outputs: { staged: StagedObject[]; notes: string[] },
    options: { signal: AbortSignal },
  ): Promise<void>;
}

export interface PodAttemptsOptions {
  remote: RemoteAccess;
  uploads: UploadRecord;
  tokenKey: string;
  /** Undefined for an attempt that is not under way. */
  living(jobId: string, attempt: number): LivingAttempt | undefined;
}

const MIN_PART_BYTES = 16 * 2 ** 20;
const MAX_PARTS = 10_000;

/** Answers the supervisors in the pods of the attempts that are under way. */
export class PodAttempts implements RemoteAttempts {
  readonly #options: PodAttemptsOptions;

  constructor(options: PodAttemptsOptions) {
    this.#options = options;
  }

  async input(caller: AttemptCaller) {
    return this.#options.remote.read(this.#admit(caller).spec.input);
  }

  async beginOutput(
    caller: AttemptCaller,
    { path, size }: { path: string; size: number },
  ) {
    const { spec } = this.#admit(caller);
    const partSizeBytes = partSizeOf(size);
    const { jobId, attempt, pod } = caller;
    const uploads = [];
    for (const target of spec.targetsOf(path)) {
      const problem = keyProblem(target.key);
      if (problem) throw new AppError("key_unsupported", problem);
      const id = randomUUID();
      const upload = await this.#options.remote.begin(target);
      await this.#options.uploads.add({ ...upload, id, jobId, attempt, pod });
      uploads.push({ id, partSizeBytes });
    }
    return uploads;
  }

  async partUrl(caller: AttemptCaller, part: { id: string; number: number }) {
    const upload = await this.#uploadOf(caller, part.id);
    return this.#options.remote.partUrl(remoteOf(upload), part.number);
  }

  async finishUpload(
    caller: AttemptCaller,
    sent: Parameters<RemoteAttempts["finishUpload"]>[1],
  ): Promise<void> {
    const { remote, uploads } = this.#options;
    const { id, crc32, size, parts } = sent;
    const upload = await this.#uploadOf(caller, id);
    if (upload.staged) return;
    const total = parts.reduce((sum, part) => sum + part.size, 0);
    if (total !== size) {
      throw new AppError(
        "invalid_request",
        `The parts have ${total} bytes together, and the output has ${size}.`,
      );
    }
    const staged = await remote.finish(remoteOf(upload), { crc32, parts });
    await uploads.finish(id, staged);
  }

  async report(
    caller: AttemptCaller,
    outputs: { uploads: number; notes: string[] },
    options: { signal: AbortSignal },
  ): Promise<void> {
    const living = this.#admit(caller);
    const known = await this.#options.uploads.of(caller);
    const staged = known
      .filter((upload) => upload.pod === caller.pod)
      .flatMap((upload) => upload.staged ?? []);
    if (staged.length !== outputs.uploads) {
      throw new AppError(
        "invalid_request",
        `${staged.length} uploads are finished, and not ${outputs.uploads}.`,
      );
    }
    await living.succeed({ staged, notes: outputs.notes }, options);
  }

  /** One answer for every wrong token, so that it tells nothing of attempts. */
  #admit({ jobId, attempt, token }: AttemptCaller): LivingAttempt {
    const wanted = Buffer.from(
      attemptToken(this.#options.tokenKey, { jobId, attempt }),
    );
    const given = Buffer.from(token);
    if (wanted.length !== given.length || !timingSafeEqual(wanted, given))
      throw new AppError("unauthenticated", "This is not the attempt's token.");
    const living = this.#options.living(jobId, attempt);
    if (!living)
      throw new AppError("job_state_conflict", "This attempt has ended.");
    return living;
  }

  async #uploadOf(caller: AttemptCaller, id: string): Promise<PodUpload> {
    this.#admit(caller);
    const { jobId, attempt, pod } = caller;
    const upload = await this.#options.uploads.get(id);
    const isTheirs =
      upload?.jobId === jobId &&
      upload.attempt === attempt &&
      upload.pod === pod;
    if (!isTheirs)
      throw new AppError("not_found", "This attempt has no such upload.");
    return upload;
  }
}

function remoteOf({ bucket, key, token }: PodUpload) {
  return { bucket, key, token };
}

/** As small as the number of parts allows: a part is what a broken connection repeats. */
function partSizeOf(size: number): number {
  const least = Math.ceil(size / MAX_PARTS / MIN_PART_BYTES) * MIN_PART_BYTES;
  return Math.max(least, MIN_PART_BYTES);
}
