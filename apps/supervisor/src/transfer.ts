import {
  type IncomingMessage,
  type RequestOptions,
  request as http,
} from "node:http";
import { request as https } from "node:https";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Ended } from "./ends.ts";
import { Passing } from "./patience.ts";

export interface Transfer {
  method: "GET" | "PUT";
  url: string;
  headers: Record<string, string | number>;
  body?: Readable;
}

/** A store that is silent for so long is asked anew. */
const SILENCE_MS = 60_000;

/**
 * Asks the store. The URL's path goes out byte for byte: a presigned one holds for no other.
 * @throws Passing where no answer comes
 */
export async function transfer(options: Transfer): Promise<IncomingMessage> {
  const { method, url, headers, body } = options;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.startsWith("https:") ? https : http;
  const request = send({
    ...placeOf(url),
    method,
    headers,
    timeout: SILENCE_MS,
  });
  request.once("response", resolve);
  request.on("timeout", () =>
    request.destroy(new Error("The store is silent")),
  );
  request.on("error", (cause) =>
    reject(new Passing("The store cannot be reached.", { cause })),
  );
  if (body) {
    // A store that refuses answers before it has all, and that is the answer.
    pipeline(body, request).catch((cause: unknown) =>
      reject(
        // Where the file could not be read it is no fault of the store's.
        cause instanceof Ended
          ? cause
          : new Passing("The store broke off.", { cause }),
      ),
    );
  } else request.end();
  return promise;
}

function placeOf(url: string): RequestOptions {
  const { protocol, hostname, port } = new URL(url);
  const path = url.slice(url.indexOf("/", url.indexOf("//") + 2));
  return {
    protocol,
    hostname: hostname.replace(/^\[|\]$/g, ""),
    ...(port === "" ? {} : { port }),
    path,
  };
}
