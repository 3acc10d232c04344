import { createHash } from "node:crypto";
import { Readable } from "node:stream";
import type { Connection } from "./connection.ts";
import { answeredFailure, isFailure, tagOf } from "./failures.ts";
import { etagOf } from "./listing-xml.ts";
import type { Name } from "./objects.ts";
import type { OpenUpload, UploadJournal } from "./upload-journal.ts";

export interface PartBody {
  number: number;
  sizeBytes: number;
  bytes: Buffer | AsyncIterable<Buffer>;
  signal: AbortSignal | undefined;
}

/** Multipart uploads: invisible until they are completed. */
export class Uploads {
  readonly #connection: Connection;
  readonly #journal: UploadJournal;
  /** Begun by this process and in nobody else's hands yet. */
  readonly #inUse = new Set<string>();

  constructor(connection: Connection, journal: UploadJournal) {
    this.#connection = connection;
    this.#journal = journal;
  }

  /**
   * Begins an upload and calls with it. Where that fails nothing is left; where it succeeds
   * the upload is handed on, completed or not.
   */
  async with<T>(
    name: Name,
    use: (upload: OpenUpload) => Promise<T>,
  ): Promise<T> {
    const upload = await this.#begin(name);
    this.#inUse.add(upload.id);
    try {
      return await use(upload);
    } catch (error) {
      // The first failure is the one to tell; what stays is swept.
      await this.abort(upload).catch(() => {});
      throw error;
    } finally {
      this.#inUse.delete(upload.id);
    }
  }

  async #begin(name: Name): Promise<OpenUpload> {
    const request = {
      method: "POST",
      ...name,
      query: { uploads: "" },
    } as const;
    const { text } = await this.#connection.text(request);
    const id = tagOf(text, "UploadId");
    if (!id) throw new Error("MinIO began an upload without an id");
    const upload = { bucket: name.bucket, key: name.key, id };
    try {
      await this.#journal.begin(upload);
    } catch (error) {
      await this.abort(upload).catch(() => {});
      throw error;
    }
    return upload;
  }

  /** Sends one part; resolves with its etag. */
  async putPart(upload: OpenUpload, part: PartBody): Promise<string> {
    const { bucket, key, id } = upload;
    const { bytes, sizeBytes, signal } = part;
    const { headers, body } = await this.#connection.send({
      method: "PUT",
      bucket,
      key,
      query: { uploadId: id, partNumber: String(part.number) },
      headers: { "Content-Length": String(sizeBytes) },
      body: Buffer.isBuffer(bytes)
        ? bytes
        : Readable.from(bytes, { objectMode: false }),
      signal,
    });
    await body.dump();
    return etagOf(String(headers["etag"]));
  }

  /**
   * Makes the object visible. False where the server knows of no such upload (any more):
   * it was completed or aborted before, or dropped for its age. A server that is killed in
   * the middle of a completion may have lost the upload, or some of its parts (measured).
   */
  async complete(
    { bucket, key, id }: OpenUpload,
    parts: string[],
    options: { ifAbsent?: boolean | undefined } = {},
  ): Promise<boolean> {
    try {
      const { text, headers } = await this.#connection.text({
        method: "POST",
        bucket,
        key,
        query: { uploadId: id },
        headers: options.ifAbsent ? { "If-None-Match": "*" } : {},
        body: completion(parts),
      });
      // A long completion begins its answer before it knows what came of it.
      if (tagOf(text, "Code") !== undefined) {
        const { endpoint } = this.#connection;
        const answer = { status: 200, headers, text };
        throw answeredFailure(answer, { bucket, key, endpoint });
      }
    } catch (error) {
      if (isFailure(error, "NoSuchUpload", "InvalidPart")) return false;
      throw error;
    }
    await this.#journal.end(id, "completed");
    return true;
  }

  /** Forgets an upload; one that has ended stays as it is. */
  async abort({ bucket, key, id }: OpenUpload): Promise<void> {
    try {
      const request = { bucket, key, query: { uploadId: id } };
      const { body } = await this.#connection.send({
        method: "DELETE",
        ...request,
      });
      await body.dump();
    } catch (error) {
      if (!isFailure(error, "NoSuchUpload", "NoSuchBucket")) throw error;
    }
    if (!this.endOf(id)) await this.#journal.end(id, "aborted");
  }

  /** How one of our uploads ended; undefined where it has not, or we do not know. */
  endOf(id: string) {
    return this.#journal.endOf(id);
  }

  /** Our unfinished uploads that nobody is at work on. */
  abandoned(): OpenUpload[] {
    return this.#journal
      .unfinished()
      .filter((upload) => !this.#inUse.has(upload.id));
  }
}

function completion(parts: string[]): string {
  const elements = parts.map(
    (etag, index) =>
      `<Part><PartNumber>${index + 1}</PartNumber><ETag>"${etag}"</ETag></Part>`,
  );
  return `<CompleteMultipartUpload xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${elements.join("")}</CompleteMultipartUpload>`;
}

/** The etag that a completed upload has: S3 makes it of the etags of its parts. */
export function completedEtag(parts: string[]): string {
  const hash = createHash("md5");
  for (const etag of parts) hash.update(Buffer.from(etag, "hex"));
  return `${hash.digest("hex")}-${parts.length}`;
}
