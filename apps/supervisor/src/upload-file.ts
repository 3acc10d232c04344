import { type FileHandle } from "node:fs/promises";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { crc32 } from "node:zlib";
import type { OutputUpload, UploadedPart } from "@oscar/contracts";
import { outputFailed } from "./ends.ts";
import { Passing, type Patience } from "./patience.ts";
import type { Server } from "./server.ts";
import { transfer } from "./transfer.ts";

/** The store has forgotten the upload: it is begun anew. */
export class UploadGone extends Error {}

export interface OutputFile {
  /** Below the output folder. */
  path: string;
  handle: FileHandle;
  size: number;
}

const CHUNK_BYTES = 256 * 1024;

/** Sends a file as the parts of one upload; its CRC-32 is taken while the bytes pass. */
export async function uploadFile(
  file: OutputFile,
  upload: OutputUpload,
  { server, patience }: { server: Server; patience: Patience },
): Promise<void> {
  const parts: UploadedPart[] = [];
  let sum = 0;
  // An empty file is one empty part.
  for (let start = 0; start < file.size || parts.length === 0;) {
    const size = Math.min(upload.partSizeBytes, file.size - start);
    const part = { start, size, sum };
    const number = parts.length + 1;
    const sent = await patience.outlive(async () => {
      const url = await server.partUrl(upload.id, number);
      return sendPart(file, part, url);
    });
    parts.push({ etag: sent.etag, size });
    sum = sent.sum;
    start += size;
  }
  const { size } = file;
  await server.finishUpload(upload.id, { size, crc32: sum, parts });
}

interface Part {
  start: number;
  size: number;
  /** The CRC-32 of all that comes before it. */
  sum: number;
}

async function sendPart(
  file: OutputFile,
  part: Part,
  url: string,
): Promise<{ etag: string; sum: number }> {
  let sum = part.sum;
  const answer = await transfer({
    method: "PUT",
    url,
    headers: { "Content-Length": part.size },
    body: Readable.from(
      bytesOf(file, part, (chunk) => {
        sum = crc32(chunk, sum);
      }),
    ),
  });
  const { statusCode = 0, headers } = answer;
  const said = await text(answer);
  if (statusCode === 200 && headers.etag) return { etag: headers.etag, sum };
  throw refusalOf(file, statusCode, said);
}

/** @throws Ended for a file that became shorter, or cannot be read */
async function* bytesOf(
  { path, handle }: OutputFile,
  { start, size }: Part,
  onChunk: (chunk: Buffer) => void,
): AsyncGenerator<Buffer> {
  for (let done = 0; done < size;) {
    const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - done));
    const { bytesRead } = await handle
      .read(buffer, 0, buffer.length, start + done)
      .catch((cause: unknown) => {
        throw outputFailed(
          `The output ${JSON.stringify(path)} cannot be read.`,
          cause,
        );
      });
    if (bytesRead === 0)
      throw outputFailed(
        `The output ${JSON.stringify(path)} became shorter while it was uploaded.`,
      );
    const chunk = buffer.subarray(0, bytesRead);
    onChunk(chunk);
    yield chunk;
    done += bytesRead;
  }
}

function refusalOf(file: OutputFile, status: number, said: string): Error {
  const code = /<Code>(\w+)<\/Code>/.exec(said)?.[1] ?? `status ${status}`;
  if (code === "NoSuchUpload") return new UploadGone();
  if (
    status === 507 ||
    code === "QuotaExceeded" ||
    code.endsWith("StorageFull")
  )
    return outputFailed(
      `The output ${JSON.stringify(file.path)} cannot be stored: the store is full.`,
    );
  return new Passing(`The store answered with ${code}.`);
}
