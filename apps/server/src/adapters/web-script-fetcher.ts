import { readFile } from "node:fs/promises";
import path from "node:path";
import { AppError, MAX_SCRIPT_BYTES } from "@oscar/contracts";
import { Agent, request } from "undici";
import type { ScriptFetcher } from "../ports/script-fetcher.ts";
import {
  isPublicAddress,
  lookupAllowed,
  PrivateAddressError,
  type Resolve,
} from "./public-addresses.ts";

const EXAMPLES = "/examples/";
const TIME_LIMIT_MS = 20_000;
const MAX_REDIRECTS = 5;

export interface WebScriptFetcherOptions {
  /** The folder that our own `/examples/` addresses are read from. */
  examples: string;
  /** Which addresses may be asked; by default those of the public internet. */
  isAllowed?(address: string): boolean;
  /** By default what the machine asks. */
  resolve?: Resolve;
  timeLimitMs?: number;
}

/**
 * Fetches over http and https, from public addresses only, and reads our own examples from
 * disk. Each redirect is checked like a first address; nothing of the user's is sent along.
 */
export class WebScriptFetcher implements ScriptFetcher, AsyncDisposable {
  readonly #examples: string;
  readonly #isAllowed: (address: string) => boolean;
  readonly #timeLimitMs: number;
  readonly #agent: Agent;

  constructor(options: WebScriptFetcherOptions) {
    this.#examples = path.resolve(options.examples);
    this.#isAllowed = options.isAllowed ?? isPublicAddress;
    this.#timeLimitMs = options.timeLimitMs ?? TIME_LIMIT_MS;
    this.#agent = new Agent({
      connect: {
        lookup: lookupAllowed(this.#isAllowed, options.resolve),
        timeout: 10_000,
      },
    });
  }

  async fetch(url: string, options: { signal: AbortSignal }): Promise<string> {
    if (url.startsWith(EXAMPLES)) return this.#readExample(url);
    const signal = AbortSignal.any([
      options.signal,
      AbortSignal.timeout(this.#timeLimitMs),
    ]);
    try {
      return await this.#follow(this.#parse(url), signal);
    } catch (cause) {
      options.signal.throwIfAborted();
      throw unreachable(cause, signal);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#agent.destroy();
  }

  async #readExample(url: string): Promise<string> {
    let bytes: Buffer;
    try {
      const relative = decodeURIComponent(url.slice(EXAMPLES.length));
      const filePath = path.resolve(this.#examples, relative);
      if (!filePath.startsWith(this.#examples + path.sep))
        throw notAnExample(url);
      bytes = await readFile(filePath);
    } catch (cause) {
      throw notAnExample(url, cause);
    }
    return textOf(bytes);
  }

  #parse(text: string, base?: URL): URL {
    const url = URL.parse(text, base?.href);
    const isWeb = url?.protocol === "https:" || url?.protocol === "http:";
    if (!url || !isWeb || url.username !== "" || url.password !== "")
      throw invalid(
        "Enter an address that begins with https:// or http://, without a password in it.",
      );
    // Sockets look up names only, so a literal address is checked here.
    const host = url.hostname.replace(/^\[|\]$/g, "");
    const isAddress = /^[\d.]+$/.test(host) || host.includes(":");
    if (isAddress && !this.#isAllowed(host))
      throw new PrivateAddressError(host);
    return url;
  }

  async #follow(first: URL, signal: AbortSignal): Promise<string> {
    let url = first;
    for (let hops = 0; hops <= MAX_REDIRECTS; hops++) {
      const response = await request(url, {
        dispatcher: this.#agent,
        signal,
        headers: { accept: "text/plain, */*" },
      });
      const { location } = response.headers;
      const isRedirect =
        response.statusCode >= 300 && response.statusCode < 400;
      if (isRedirect && typeof location === "string") {
        await response.body.dump();
        url = this.#parse(location, url);
        continue;
      }
      if (response.statusCode !== 200) {
        await response.body.dump();
        throw new AppError(
          "script_unreachable",
          `${url.host} answered with status ${response.statusCode}. Check the address.`,
        );
      }
      return textOf(await readLimited(response.body));
    }
    throw new AppError(
      "script_unreachable",
      "The address leads from one redirect to the next. Enter the last one.",
    );
  }
}

async function readLimited(body: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > MAX_SCRIPT_BYTES)
      throw new AppError(
        "script_unreachable",
        "What is at this address has more than 512 KiB, which is too long for a script.",
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function textOf(bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new AppError(
      "script_unreachable",
      "What is at this address is no text in UTF-8, so it cannot be a script.",
      { cause },
    );
  }
}

function unreachable(cause: unknown, signal: AbortSignal): AppError {
  if (cause instanceof AppError) return cause;
  if (isPrivate(cause))
    return invalid(
      "Scripts are fetched from public addresses only. Select a file, or write the script here.",
    );
  return new AppError(
    "script_unreachable",
    signal.aborted
      ? "The address did not answer in 20 seconds. Try again, or select a file."
      : "The address cannot be reached. Check it, or select a file.",
    { cause },
  );
}

function isPrivate(error: unknown): boolean {
  if (error instanceof PrivateAddressError) return true;
  if (error instanceof AggregateError) return error.errors.some(isPrivate);
  return error instanceof Error && isPrivate(error.cause);
}

function notAnExample(url: string, cause?: unknown): AppError {
  return new AppError("script_unreachable", `There is no example at ${url}.`, {
    cause,
  });
}

function invalid(message: string): AppError {
  return new AppError("invalid_request", message, {
    details: [{ path: "url", message }],
  });
}
