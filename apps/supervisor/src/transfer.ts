import {
  type ClientRequest,
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
/** Not every proxy passes the question on. */
const CONTINUE_LIMIT_MS = 2000;

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
    request.setHeader("Expect", "100-continue");
    request.flushHeaders();
    sendWhenWanted(request, body).catch((cause: unknown) =>
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

/**
 * Waits for the store to ask for the body: one that refuses it closes the connection, and its
 * answer would be lost with what is on its way.
 */
async function sendWhenWanted(
  request: ClientRequest,
  body: Readable,
): Promise<void> {
  const asked = Promise.withResolvers<"body" | "nothing">();
  request.once("continue", () => asked.resolve("body"));
  request.once("response", (answer) => {
    asked.resolve("nothing");
    // What was not sent makes the connection useless.
    answer.once("close", () => request.destroy());
  });
  request.once("close", () => asked.resolve("nothing"));
  const timer = setTimeout(() => asked.resolve("body"), CONTINUE_LIMIT_MS);
  const wanted = await asked.promise;
  clearTimeout(timer);
  if (wanted === "body") await pipeline(body, request);
  else body.destroy();
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
