import { createHash, randomUUID } from "node:crypto";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import {
  type IncomingMessage,
  type ServerResponse,
  createServer,
} from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer, json } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import { expect } from "vitest";
import type { SupervisorConfig } from "./config.ts";
import { Ended } from "./ends.ts";
import { Patience } from "./patience.ts";
import { Server } from "./server.ts";

export type Answer = (
  request: IncomingMessage,
  response: ServerResponse,
) => unknown;

interface Upload {
  path: string;
  parts: Map<number, Buffer>;
  finished?: { size: number; crc32: number; parts: { etag: string }[] };
}

/** A server and a store in one, with faults that a test gives it. */
export class Desk {
  url = "";
  input = Buffer.from("input");
  partSizeBytes = 4;
  readonly uploads = new Map<string, Upload>();
  reported: { uploads: number; notes: string[] } | undefined;
  /** Asked first; true where it has answered. */
  fault: (name: string, ...args: Parameters<Answer>) => unknown = () => false;

  readonly answer: Answer = async (request, response) => {
    const path = request.url ?? "";
    const name =
      /(input|outputs|report|finish|parts|store)/.exec(path)?.[1] ?? "";
    if ((await this.fault(name, request, response)) === true) return;
    const id = /(?:uploads|store)\/([^/]+)/.exec(path)?.[1] ?? "";
    const reply = (body: object) => {
      response.setHeader("Content-Type", "application/json");
      response.end(JSON.stringify(body));
    };
    if (path.startsWith("/internal") && path.endsWith("/input"))
      reply({ url: `${this.url}/store/input`, headers: { "If-Match": '"e"' } });
    else if (path.endsWith("/outputs"))
      reply({
        uploads: [
          this.#begin(((await json(request)) as { path: string }).path),
        ],
      });
    else if (name === "parts" || path.includes("/parts/"))
      reply({ url: `${this.url}/store/${id}/${path.split("/").at(-1)}` });
    else if (path.endsWith("/finish")) {
      const upload = this.uploads.get(id);
      if (upload) upload.finished = (await json(request)) as never;
      response.writeHead(204).end();
    } else if (path.endsWith("/report")) {
      this.reported = (await json(request)) as never;
      response.writeHead(204).end();
    } else if (request.method === "PUT") {
      if (request.headers.expect) response.writeContinue();
      const body = await buffer(request);
      this.uploads.get(id)?.parts.set(Number(path.split("/").at(-1)), body);
      const etag = createHash("md5").update(body).digest("hex");
      response.setHeader("ETag", `"${etag}"`).end();
    } else this.send(request, response);
  };

  /** The input, or what of it was asked for. */
  send(request: IncomingMessage, response: ServerResponse, upTo?: number) {
    const from = Number(
      /bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0,
    );
    if (from > 0 && from >= this.input.length)
      return response.writeHead(416).end();
    const rest = this.input.subarray(from);
    response.writeHead(from > 0 ? 206 : 200, { "Content-Length": rest.length });
    if (upTo === undefined) return response.end(rest);
    return response.write(rest.subarray(0, upTo), () => response.destroy());
  }

  #begin(path: string) {
    const id = randomUUID();
    this.uploads.set(id, { path, parts: new Map() });
    return { id, partSizeBytes: this.partSizeBytes };
  }

  /** What was finished, by path: its bytes, put together from the parts. */
  outputs(): Record<string, string> {
    const found: Record<string, string> = {};
    for (const { path, parts, finished } of this.uploads.values()) {
      if (!finished) continue;
      const bytes = Buffer.concat(
        [...parts.keys()]
          .sort((a, b) => a - b)
          .map((n) => parts.get(n) ?? Buffer.alloc(0)),
      );
      expect(finished.crc32, path).toBe(crc32(bytes));
      expect(finished.size, path).toBe(bytes.length);
      expect(finished.parts, path).toHaveLength(parts.size);
      found[path] = bytes.toString();
    }
    return found;
  }
}

/** What a subcommand is tried with: a desk, and a pod's folders. */
export interface Bench extends AsyncDisposable {
  desk: Desk;
  config: SupervisorConfig;
  parts(): { patience: Patience; server: Server };
}

export async function openBench(): Promise<Bench> {
  const desk = new Desk();
  const answer: Answer = (request, response) =>
    void desk.answer(request, response);
  const server = createServer(answer);
  // As a real store does: it refuses before it asks for the body.
  server.on("checkContinue", answer);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  desk.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const scratchDir = await mkdtemp(join(tmpdir(), "oscar-supervisor-"));
  const config: SupervisorConfig = {
    serverUrl: desk.url,
    jobId: "job",
    attempt: 1,
    pod: "pod",
    token: "token",
    waitMs: 20_000,
    scratchDir,
    inputFile: join(scratchDir, "in", "some file.txt"),
    terminationLog: join(scratchDir, "words"),
  };
  return {
    desk,
    config,
    parts() {
      const patience = new Patience(config.waitMs, () => undefined);
      return { patience, server: new Server(config, patience) };
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await rm(scratchDir, { recursive: true, force: true });
    },
  };
}

/** Answers a number of times with a fault. */
export function times(
  desk: Desk,
  fault: { count: number; of: string },
  answer: Answer,
): () => number {
  const { count, of } = fault;
  let left = count;
  desk.fault = async (name, request, response) => {
    if (name !== of || left-- <= 0) return false;
    await answer(request, response);
    return true;
  };
  return () => left;
}

/** The last words of a subcommand that has to end. */
export async function endOf(work: Promise<unknown>) {
  const error: unknown = await work.then(
    () => undefined,
    (e: unknown) => e,
  );
  if (!(error instanceof Ended)) throw error ?? new Error("It did not end");
  return error.told;
}
