import { setTimeout as delay } from "node:timers/promises";
import { AppError, isAppError } from "@oscar/contracts";
import { Checksum } from "../checksum.ts";
import { ObjectBody } from "../files/object-body.ts";
import { openRegularFile } from "../files/open-file.ts";
import type { ObjectStat, StagedObject } from "../object-store.ts";
import { noRegularFile } from "../refusals.ts";
import { ByteSource } from "./byte-source.ts";
import type { Connection } from "./connection.ts";
import type { KeyClaims } from "./key-claims.ts";
import { type Name, assertPlaceable, statObject } from "./objects.ts";
import { sendKnown } from "./send-parts.ts";
import { idIn, parsed, tokenOf } from "./staging-token.ts";
import type { OpenUpload } from "./upload-journal.ts";
import { completedEtag, type Uploads } from "./uploads.ts";

/** Between tries to abort what an earlier process left, while the server is away. */
const SWEEP_PAUSE_MS = 5000;

export interface StagingParts {
  connection: Connection;
  uploads: Uploads;
  claims: KeyClaims;
}

/** Objects to be: multipart uploads with all their parts that are not completed. */
export class Staging implements AsyncDisposable {
  readonly #parts: StagingParts;
  readonly #closing = new AbortController();
  #sweeping: Promise<void> | undefined;

  constructor(parts: StagingParts) {
    this.#parts = parts;
  }

  /** Sends a file as the parts of an upload. The file stays. */
  async stageFile(
    name: Name,
    filePath: string,
    { signal }: { signal?: AbortSignal | undefined },
  ): Promise<StagedObject> {
    const { connection, uploads } = this.#parts;
    const opened = await openRegularFile(filePath);
    if (!opened) throw noRegularFile(filePath);
    const { file, stats } = opened;
    const size = Number(stats.size);
    // It closes the file, also where nothing reads it.
    await using stack = new AsyncDisposableStack();
    const range = { start: 0, length: size };
    const body = stack.adopt(
      new ObjectBody(file, { key: filePath, stats }, range),
      (each) => void each.destroy(),
    );
    await assertPlaceable(connection, name);
    const checksum = new Checksum(size);
    const source = new ByteSource(checksum.pass(body));
    const token = await uploads.with(name, async (upload) => {
      const sending = { uploads, upload, signal };
      return tokenOf(upload.id, await sendKnown(source, size, sending));
    });
    return { ...name, size, crc32: checksum.crc32, token };
  }

  /**
   * Completes the upload, or finds out what came of an earlier completion. Of two at once
   * the server lets the loser wait until the winner's object is there (measured).
   */
  async publish(staged: StagedObject): Promise<ObjectStat | undefined> {
    const { connection, uploads, claims } = this.#parts;
    const { bucket, key, token } = staged;
    const { id, etags } = parsed(token);
    const etag = completedEtag(etags);
    const look = async () => {
      const found = await statObject(connection, { bucket, key });
      return found?.etag === etag ? found : undefined;
    };
    if (uploads.endOf(id)) return look();
    using _claim = claims.claim(bucket, key);
    await assertPlaceable(connection, { bucket, key });
    const isCompleted = await uploads.complete({ bucket, key, id }, etags);
    const found = await look();
    // Not in our own books either: the server has lost it.
    if (!found && !isCompleted && !uploads.endOf(id)) throw dropped(key);
    return found;
  }

  /** One that is published or unknown stays as it is. */
  async discard({ bucket, key, token }: StagedObject): Promise<void> {
    const id = idIn(token);
    if (id !== undefined) await this.#parts.uploads.abort({ bucket, key, id });
  }

  /** Aborts our uploads that nobody keeps and nobody is at work on. */
  async sweep(kept: ReadonlySet<string>): Promise<void> {
    const keptIds = new Set([...kept].map(idIn));
    const doomed = this.#parts.uploads
      .abandoned()
      .filter((upload) => !keptIds.has(upload.id));
    try {
      await this.#abortAll(doomed);
    } catch (error) {
      if (!isAppError(error, "unavailable")) throw error;
      this.#sweeping = this.#abortLater(doomed);
    }
  }

  async #abortAll(doomed: OpenUpload[]): Promise<void> {
    for (let upload = doomed[0]; upload; upload = doomed[0]) {
      await this.#parts.uploads.abort(upload);
      doomed.shift();
    }
  }

  async #abortLater(doomed: OpenUpload[]): Promise<void> {
    const { signal } = this.#closing;
    while (doomed.length > 0 && !signal.aborted) {
      await delay(SWEEP_PAUSE_MS, undefined, { signal }).catch(() => {});
      if (signal.aborted) return;
      // Whatever it says, the next try or the next start goes on.
      await this.#abortAll(doomed).catch(() => {});
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await this.#sweeping;
  }
}

function dropped(key: string): AppError {
  return new AppError(
    "object_not_found",
    `MinIO has lost the result ${key} before it was published: it drops unfinished uploads after 24 hours (MINIO_API_STALE_UPLOADS_EXPIRY), and a crash of MinIO may cost one.`,
  );
}
