import { AppError } from "@oscar/contracts";
import type { ByteSource } from "./byte-source.ts";
import { PartsInFlight } from "./parts-in-flight.ts";
import type { OpenUpload } from "./upload-journal.ts";
import type { Uploads } from "./uploads.ts";

const MIB = 2 ** 20;
/** The limit of S3. */
const MAX_PARTS = 10_000;
/** Streamed, so it costs no memory; larger for files that would need too many. */
const STREAMED_PART_BYTES = 64 * MIB;
/** Kept in memory, so small; and three at once, so that no one waits for a disk. */
export const BUFFERED_PART_BYTES = 8 * MIB;
const BUFFERED_AT_ONCE = 3;

export interface Sending {
  uploads: Uploads;
  upload: OpenUpload;
  signal?: AbortSignal | undefined;
}

/**
 * Sends a body of known length, part after part as it comes. The next part begins before
 * the server has acknowledged the last, so that the stream never pauses.
 */
export async function sendKnown(
  source: ByteSource,
  sizeBytes: number,
  { uploads, upload, signal }: Sending,
): Promise<string[]> {
  const partBytes = Math.max(
    STREAMED_PART_BYTES,
    Math.ceil(sizeBytes / MAX_PARTS / MIB) * MIB,
  );
  const count = Math.max(1, Math.ceil(sizeBytes / partBytes));
  return sendAll(async (parts) => {
    for (let number = 1; number <= count; number++) {
      const length = Math.min(partBytes, sizeBytes - (number - 1) * partBytes);
      const passed = Promise.withResolvers<void>();
      const bytes = notingEnd(source.take(length), passed.resolve);
      const part = { number, sizeBytes: length, bytes, signal };
      parts.add(uploads.putPart(upload, part));
      await parts.unlessFailed(passed.promise);
      await parts.fewerThan(2);
    }
  });
}

/** Runs what adds parts; resolves with their etags when all have arrived. */
async function sendAll(
  send: (parts: PartsInFlight) => Promise<void>,
): Promise<string[]> {
  const parts = new PartsInFlight();
  try {
    await send(parts);
    return await parts.etags();
  } finally {
    await parts.settled();
  }
}

async function* notingEnd(
  bytes: AsyncIterable<Buffer>,
  onEnd: () => void,
): AsyncGenerator<Buffer> {
  try {
    yield* bytes;
  } finally {
    onEnd();
  }
}

/**
 * Sends a body whose end nobody knows: the server must be told each part's length, so each
 * is gathered first.
 * @param first the first part, which is full
 */
export async function sendUnknown(
  source: ByteSource,
  first: Buffer,
  { uploads, upload, signal }: Sending,
): Promise<string[]> {
  const free: Buffer[] = [];
  return sendAll(async (parts) => {
    const send = async (buffer: Buffer, sizeBytes: number) => {
      const number = parts.count + 1;
      const bytes = buffer.subarray(0, sizeBytes);
      const part = { number, sizeBytes, bytes, signal };
      const etag = await uploads.putPart(upload, part);
      free.push(buffer);
      return etag;
    };
    parts.add(send(first, first.length));
    for (let isEnd = false; !isEnd;) {
      await parts.fewerThan(BUFFERED_AT_ONCE);
      const buffer = free.pop() ?? Buffer.allocUnsafeSlow(BUFFERED_PART_BYTES);
      const length = await parts.unlessFailed(source.fill(buffer));
      isEnd = length < buffer.length;
      if (length > 0 && parts.count === MAX_PARTS) throw tooLong();
      if (length > 0) parts.add(send(buffer, length));
    }
  });
}

function tooLong(): AppError {
  const gib = (MAX_PARTS * BUFFERED_PART_BYTES) / 2 ** 30;
  return new AppError(
    "invalid_request",
    `An upload whose length is not told ends at ${Math.floor(gib)} GiB: send it with its Content-Length.`,
  );
}
