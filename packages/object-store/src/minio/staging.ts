import { AppError } from "@oscar/contracts";
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
import { completedEtag, type Uploads } from "./uploads.ts";

export interface StagingParts {
  connection: Connection;
  uploads: Uploads;
  claims: KeyClaims;
}

/** Objects to be: multipart uploads with all their parts that are not completed. */
export class Staging {
  readonly #parts: StagingParts;
  readonly #publishing = new Map<string, Promise<ObjectStat | undefined>>();

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

  /** Completes the upload, or finds out what came of an earlier completion. */
  publish(staged: StagedObject): Promise<ObjectStat | undefined> {
    // Two at once: the loser would look before the winner's object is there.
    const running = this.#publishing.get(staged.token);
    if (running) return running;
    const publishing = this.#publish(staged).finally(() =>
      this.#publishing.delete(staged.token),
    );
    this.#publishing.set(staged.token, publishing);
    return publishing;
  }

  async #publish(staged: StagedObject): Promise<ObjectStat | undefined> {
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
    // Not in our own books either: the server has dropped it for its age.
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
    const { uploads } = this.#parts;
    const keptIds = new Set([...kept].map(idIn));
    for (const upload of uploads.abandoned())
      if (!keptIds.has(upload.id)) await uploads.abort(upload);
  }
}

function dropped(key: string): AppError {
  return new AppError(
    "object_not_found",
    `MinIO has dropped the result ${key} before it was published, as it does with unfinished uploads after 24 hours (MINIO_API_STALE_UPLOADS_EXPIRY). Run the job again.`,
  );
}
