import http from "node:http";
import https from "node:https";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { rootCertificates } from "node:tls";
import { isAppError } from "@oscar/contracts";
import { Client } from "minio";
import { type Dispatcher, Pool } from "undici";
import {
  connectionFailure,
  isStaleConnection,
  noStore,
} from "./connection-failures.ts";
import { answeredFailure, clientFailure } from "./failures.ts";

export interface ConnectionOptions {
  /** Such as https://minio.example:9000 */
  endpoint: string;
  accessKey: string;
  secretKey: string;
  /** Of temporary credentials. */
  sessionToken?: string;
  /** Of the server; us-east-1 where it has none. */
  region?: string;
  /** PEM of the authority that signed the server's certificate. */
  ca?: string;
  /** How long to wait for any byte of an answer; 120 000. */
  answerLimitMs?: number;
}

export interface StoreRequest {
  method: "GET" | "HEAD" | "PUT" | "POST" | "DELETE";
  bucket: string;
  /** None for a request to the bucket itself. */
  key?: string;
  query?: Record<string, string>;
  headers?: Record<string, string>;
  body?: string | Buffer | Readable;
  signal?: AbortSignal | undefined;
}

export interface StoreAnswer {
  headers: Record<string, string | string[] | undefined>;
  body: Dispatcher.ResponseData["body"] & Readable;
}

/** Only the begin of a request is checked against it; generous for clocks that differ. */
const SIGNATURE_SECONDS = 3600;
/** Completing a large upload takes its time. */
const ANSWER_LIMIT_MS = 120_000;
const MAX_STALE = 5;
const MAX_ERROR_BYTES = 64 * 1024;

/**
 * The way to one MinIO server. The npm client signs; requests are sent by undici, whose
 * `request` leaves a signed path as it is. See docs/decisions/010.
 */
export class Connection implements AsyncDisposable {
  readonly endpoint: string;
  readonly #client: Client;
  readonly #agent: http.Agent;
  readonly #pool: Pool;
  readonly #answerLimitMs: number;
  readonly #region: string;

  constructor(options: ConnectionOptions) {
    const { protocol, hostname, port, origin } = new URL(options.endpoint);
    const isTls = protocol === "https:";
    const ca = options.ca ? [...rootCertificates, options.ca] : undefined;
    this.endpoint = origin;
    this.#answerLimitMs = options.answerLimitMs ?? ANSWER_LIMIT_MS;
    this.#region = options.region ?? "us-east-1";
    this.#agent = isTls
      ? new https.Agent({ keepAlive: true, ca })
      : new http.Agent({ keepAlive: true });
    this.#client = new Client({
      endPoint: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port) || (isTls ? 443 : 80),
      useSSL: isTls,
      accessKey: options.accessKey,
      secretKey: options.secretKey,
      sessionToken: options.sessionToken,
      region: this.#region,
      pathStyle: true,
      transportAgent: this.#agent,
      // It would write to the console, and it knows less of what may be tried again.
      retryOptions: { disableRetry: true },
    });
    this.#pool = new Pool(origin, {
      connect: ca ? { ca } : {},
      headersTimeout: this.#answerLimitMs,
      bodyTimeout: this.#answerLimitMs,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#agent.destroy();
    await this.#pool.destroy();
  }

  /**
   * Sends a request; the caller consumes or destroys the body of the answer.
   * @throws AppError for what has a meaning to users, else StoreFailure
   */
  async send(request: StoreRequest): Promise<StoreAnswer> {
    const isRepeatable =
      typeof request.body !== "object" || Buffer.isBuffer(request.body);
    for (let stale = 0; ; stale++) {
      try {
        return await this.#attempt(request);
      } catch (error) {
        // The other side closed a connection that was idle: nothing has reached it, and
        // others in the pool may be as dead.
        if (!isRepeatable || stale === MAX_STALE || !isStaleConnection(error))
          throw error;
      }
    }
  }

  /** The same for answers that are short texts. */
  async text(
    request: StoreRequest,
  ): Promise<{ headers: StoreAnswer["headers"]; text: string }> {
    const { headers, body } = await this.send(request);
    try {
      return { headers, text: await body.text() };
    } catch (error) {
      throw connectionFailure(error, this.endpoint);
    }
  }

  /** Calls the npm client, which knows no time limit, for what concerns buckets as such. */
  async call<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const limit = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => limit.reject(noStore(this.endpoint, "no answer")),
      this.#answerLimitMs,
    );
    try {
      return await Promise.race([work(this.#client), limit.promise]);
    } catch (error) {
      throw clientFailure(error, this.endpoint);
    } finally {
      clearTimeout(timer);
    }
  }

  /** A URL for one request of somebody else, who begins it within so many seconds. */
  presign(
    request: Pick<StoreRequest, "method" | "bucket" | "key" | "query">,
    seconds: number,
  ): Promise<string> {
    const { method, bucket, key = "", query = {} } = request;
    return this.#client.presignedUrl(method, bucket, key, seconds, query);
  }

  /** The server's clock, in whole seconds. */
  async now(): Promise<Date> {
    const answer = await this.#request({
      method: "GET",
      path: "/minio/health/live",
    });
    await answer.body.dump();
    const date = new Date(String(answer.headers["date"]));
    if (answer.statusCode >= 500 || Number.isNaN(date.getTime()))
      throw noStore(this.endpoint, `status ${answer.statusCode}`);
    return date;
  }

  /**
   * What the server tells of itself, as JSON; undefined where it does not, as to whoever has
   * not the right admin:ServerInfo.
   */
  async serverInfo(): Promise<string | undefined> {
    const request = { bucketName: "minio", objectName: "admin/v3/info" };
    try {
      return await this.call(async (client) =>
        text(
          await client.makeRequestAsync(
            { method: "GET", ...request },
            "",
            [200],
            this.#region,
          ),
        ),
      );
    } catch (error) {
      if (isAppError(error, "unavailable")) return undefined;
      throw error;
    }
  }

  async #attempt(request: StoreRequest): Promise<StoreAnswer> {
    const { method, signal } = request;
    signal?.throwIfAborted();
    const url = await this.presign(request, SIGNATURE_SECONDS);
    const answer = await this.#request({
      method,
      path: url.slice(this.endpoint.length),
      headers: request.headers,
      body: request.body,
      signal,
      // undici closes the connection after each HEAD unless it is told not to.
      reset: false,
    });
    const isStore = answer.headers["x-amz-request-id"] !== undefined;
    if (answer.statusCode < 300 && isStore) return answer;
    throw await this.#failure(answer, request);
  }

  async #request(options: Dispatcher.RequestOptions) {
    try {
      return await this.#pool.request(options);
    } catch (error) {
      throw connectionFailure(error, this.endpoint);
    }
  }

  async #failure(
    { statusCode, headers, body }: Dispatcher.ResponseData,
    { bucket, key = "" }: StoreRequest,
  ): Promise<unknown> {
    const text = await limitedText(body).catch(() => "");
    return answeredFailure(
      { status: statusCode, headers, text },
      { bucket, key, endpoint: this.endpoint },
    );
  }
}

async function limitedText(body: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > MAX_ERROR_BYTES) break;
  }
  return Buffer.concat(chunks).toString();
}
