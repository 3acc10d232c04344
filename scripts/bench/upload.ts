import { fork } from "node:child_process";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import type { IncomingMessage } from "node:http";
import { type BenchServer, startBenchServer } from "./bench-server.ts";
import type { Measure } from "./measure.ts";
import { inPairs, medianRatio } from "./pairs.ts";
import { forgetPeak, peakMegabytes } from "./resident-memory.ts";

const PAIRS = 5;
const SIZE = 2 ** 30;
const CHUNK = Buffer.alloc(2 ** 20, "0123456789abcdef");

export const UPLOAD: Measure = {
  name: "upload",
  title:
    "1 GiB through the server, beside a bare http server that pipes it into a file with fsync; MB/s, and the most RAM that the server had",
  async run(report) {
    await using server = await startBenchServer();
    await using bare = await startBareServer(server);
    await server.client.createBucket({ body: { name: "large" } });
    const peaks: number[] = [];
    const pairs = await inPairs(PAIRS, {
      async ours() {
        await forgetPeak(server.pid);
        const speed = await send(
          `${server.url}/api/buckets/large/object?key=k`,
          {
            Authorization: `Basic ${btoa(`admin:${server.password}`)}`,
          },
        );
        peaks.push(await peakMegabytes(server.pid));
        const where = { params: { bucket: "large" }, query: { key: "k" } };
        await server.client.deleteObject(where);
        return speed;
      },
      async baseline() {
        const speed = await send(bare.url, {});
        await rm(bare.filePath);
        return speed;
      },
    });
    for (const [index, { ours, baseline }] of pairs.entries())
      report({
        ours: Math.round(ours),
        bare: Math.round(baseline),
        ratio: (ours / baseline).toFixed(3),
        "RAM MB": Math.round(peaks[index] ?? Number.NaN),
      });
    return [
      { what: "speed", value: medianRatio(pairs), atLeast: 0.9 },
      { what: "RAM in MB", value: Math.max(...peaks), atMost: 200 },
    ];
  },
};

async function startBareServer({ dataDir }: BenchServer) {
  // On the same disk.
  const filePath = join(dataDir, "bare-upload");
  const program = join(import.meta.dirname, "bare-upload-server.ts");
  const child = fork(program, [filePath]);
  const [port] = (await once(child, "message")) as [number];
  return {
    filePath,
    url: `http://127.0.0.1:${port}/`,
    async [Symbol.asyncDispose]() {
      child.kill();
      await once(child, "exit");
    },
  };
}

/** Uploads, and tells how many megabytes went in a second. */
async function send(
  url: string,
  headers: Record<string, string>,
): Promise<number> {
  const started = performance.now();
  const upload = request(url, {
    method: "PUT",
    headers: { ...headers, "Content-Length": SIZE },
  });
  const answered = once(upload, "response") as Promise<[IncomingMessage]>;
  const chunks = Array<Buffer>(SIZE / CHUNK.length).fill(CHUNK);
  await pipeline(Readable.from(chunks), upload);
  const [response] = await answered;
  const body = await text(response);
  if (response.statusCode !== 201) throw new Error(body);
  return SIZE / 1000 / (performance.now() - started);
}
