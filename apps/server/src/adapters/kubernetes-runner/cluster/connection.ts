import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { KubeConfig } from "@kubernetes/client-node";
import { type Dispatcher, request } from "undici";
import { KubernetesError, errorOf } from "./kubernetes-error.ts";

export interface ApiCall {
  method?: "GET" | "POST" | "PUT" | "DELETE";
  /** Below the server's address, such as /api/v1/namespaces. */
  path: string;
  query?: Record<string, string | number | boolean | undefined>;
  body?: object;
  accept?: string;
  signal?: AbortSignal;
}

interface Credentials {
  headers: Record<string, string>;
  headersAt: number;
  dispatcher: Dispatcher;
  dispatcherAt: number;
}

const CALL_TIMEOUT_MS = 30_000;
/** Tokens change: in a cluster within the hour, some in minutes. */
const HEADERS_AGE_MS = 30_000;
/** So do client certificates, and a connection that has gone silent is not found out. */
const DISPATCHER_AGE_MS = 10 * 60_000;

/**
 * Speaks to an API server. The npm client knows how to log in and how to trust; its requests
 * are made here, since it opens a connection for each, ends every watch after 30 s, swallows
 * what it cannot parse, and loses lines of logs.
 */
export class ClusterConnection implements AsyncDisposable {
  readonly #config: KubeConfig;
  #credentials: Credentials | undefined;

  constructor(config: KubeConfig) {
    this.#config = config;
  }

  /** @throws KubernetesError */
  async call<T>(call: ApiCall): Promise<T> {
    const { body } = await this.#send(call, CALL_TIMEOUT_MS);
    try {
      return JSON.parse(await text(body)) as T;
    } catch (cause) {
      throw unreachable(cause);
    }
  }

  /**
   * The bytes of an answer that may go on for ever; the caller minds its silence.
   * @throws KubernetesError
   */
  async stream(call: ApiCall): Promise<Readable> {
    return (await this.#send(call, 0)).body;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#credentials?.dispatcher.destroy();
    this.#credentials = undefined;
  }

  async #send(call: ApiCall, bodyTimeout: number) {
    const { headers, dispatcher } = await this.#credentialsNow();
    const { method = "GET", body, signal, accept = "application/json" } = call;
    const answer = await request(this.#urlOf(call), {
      method,
      dispatcher,
      signal,
      headers: {
        ...headers,
        accept,
        ...(body ? { "content-type": "application/json" } : {}),
      },
      headersTimeout: CALL_TIMEOUT_MS,
      bodyTimeout,
      ...(body ? { body: JSON.stringify(body) } : {}),
    }).catch((cause: unknown) => {
      signal?.throwIfAborted();
      throw unreachable(cause);
    });
    if (answer.statusCode < 300) return answer;
    if (answer.statusCode === 401) this.#credentials = undefined;
    const said = await answer.body.text().catch(() => "");
    throw errorOf(answer.statusCode, said);
  }

  #urlOf({ path, query = {} }: ApiCall): string {
    const server = this.#config.getCurrentCluster()?.server ?? "";
    const search = new URLSearchParams();
    for (const [name, value] of Object.entries(query))
      if (value !== undefined) search.set(name, String(value));
    const suffix = search.size > 0 ? `?${search}` : "";
    return `${server.replace(/\/$/, "")}${path}${suffix}`;
  }

  async #credentialsNow(): Promise<Credentials> {
    const now = performance.now();
    const known = this.#credentials;
    if (known && now - known.headersAt < HEADERS_AGE_MS) return known;
    const fresh = await this.#readCredentials();
    if (known && now - known.dispatcherAt < DISPATCHER_AGE_MS) {
      void fresh.dispatcher.close();
      const { dispatcher, dispatcherAt } = known;
      return (this.#credentials = { ...fresh, dispatcher, dispatcherAt });
    }
    // Lets what is under way on the old one end.
    void known?.dispatcher.close();
    return (this.#credentials = fresh);
  }

  async #readCredentials(): Promise<Credentials> {
    const { RequestContext } = await import("@kubernetes/client-node");
    const { Agent } = await import("undici");
    const server = this.#config.getCurrentCluster()?.server ?? "";
    const context = new RequestContext(server, "GET");
    try {
      await this.#config.applySecurityAuthentication(context);
    } catch (cause) {
      throw unreachable(cause);
    }
    const at = performance.now();
    return {
      headers: context.getHeaders(),
      headersAt: at,
      dispatcher: context.getDispatcher() ?? new Agent(),
      dispatcherAt: at,
    };
  }
}

function unreachable(cause: unknown): KubernetesError {
  const message = cause instanceof Error ? cause.message : String(cause);
  return new KubernetesError(
    { status: 0, reason: "Unreachable", message },
    { cause },
  );
}
