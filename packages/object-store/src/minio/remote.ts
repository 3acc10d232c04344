import type {
  RemoteAccess,
  RemoteUpload,
  StagedObject,
} from "../object-store.ts";
import { assertPut } from "../refusals.ts";
import type { Connection } from "./connection.ts";
import { etagOf } from "./listing-xml.ts";
import { assertPlaceable } from "./objects.ts";
import { beginToken, idOf, tokenOf } from "./staging-token.ts";
import type { Uploads } from "./uploads.ts";

/** Only the begin of a request is checked against it, and each is asked for just before. */
const URL_SECONDS = 900;

/** Presigned URLs for those who reach the server under another name and hold no key of it. */
export class MinioRemote implements RemoteAccess {
  readonly #connection: Connection;
  readonly #seenFromThere: Connection;
  readonly #uploads: Uploads;

  /** @param seenFromThere the same server under the name that they reach it by */
  constructor(parts: {
    connection: Connection;
    seenFromThere: Connection;
    uploads: Uploads;
  }) {
    this.#connection = parts.connection;
    this.#seenFromThere = parts.seenFromThere;
    this.#uploads = parts.uploads;
  }

  async read({ bucket, key, etag }: Parameters<RemoteAccess["read"]>[0]) {
    const method = "GET";
    const url = await this.#urlOf({ method, bucket, key });
    return { url, headers: { "If-Match": `"${etag}"` } };
  }

  async begin(object: { bucket: string; key: string }): Promise<RemoteUpload> {
    assertPut(object);
    const { bucket, key } = object;
    await assertPlaceable(this.#connection, { bucket, key });
    const id = await this.#uploads.with(
      { bucket, key },
      async (upload) => upload.id,
    );
    return { bucket, key, token: beginToken(id) };
  }

  partUrl(upload: RemoteUpload, number: number): Promise<string> {
    const { bucket, key, token } = upload;
    const query = { uploadId: idOf(token), partNumber: String(number) };
    return this.#urlOf({ method: "PUT", bucket, key, query });
  }

  async finish(
    { bucket, key, token }: RemoteUpload,
    { crc32, parts }: Parameters<RemoteAccess["finish"]>[1],
  ): Promise<StagedObject> {
    const size = parts.reduce((sum, part) => sum + part.size, 0);
    const etags = parts.map((part) => etagOf(part.etag));
    return { bucket, key, size, crc32, token: tokenOf(idOf(token), etags) };
  }

  #urlOf(request: {
    method: "GET" | "PUT";
    bucket: string;
    key: string;
    query?: Record<string, string>;
  }): Promise<string> {
    return this.#seenFromThere.presign(request, URL_SECONDS);
  }
}
