import type { Readable } from "node:stream";
import { crc32 } from "node:zlib";
import type { Stored, WriteOptions } from "../object-store.ts";
import { alreadyThere } from "../refusals.ts";
import { ByteSource } from "./byte-source.ts";
import type { Connection } from "./connection.ts";
import { isFailure } from "./failures.ts";
import { etagOf, inWholeSeconds } from "./listing-xml.ts";
import { type Name, statObject } from "./objects.ts";
import {
  BUFFERED_PART_BYTES,
  type Sending,
  sendKnown,
  sendUnknown,
} from "./send-parts.ts";
import { type SourceBytes, sourceBytes } from "./source-bytes.ts";
import { completedEtag, type Uploads } from "./uploads.ts";

/** The most that S3 takes in one PUT. */
const MAX_PUT_BYTES = 5 * 2 ** 30;

export interface WriteParts {
  connection: Connection;
  uploads: Uploads;
}

interface Written {
  etag: string;
  size: number;
  crc32: number;
  /** By the server's clock, not before it was stored. */
  answeredAt: Date;
}

/**
 * Stores a body: by one PUT where its length is known or small, else as a multipart upload.
 * Either way it is visible whole or not at all, and what fails leaves nothing.
 */
export async function writeObject(
  parts: WriteParts,
  name: Name,
  { body, ...options }: WriteOptions & { body: Readable },
): Promise<Stored> {
  const source = sourceBytes(body, options);
  try {
    const written = await write(parts, name, { source, options });
    return await storedOf(parts.connection, name, written);
  } catch (error) {
    source.destroy();
    if (isFailure(error, "PreconditionFailed"))
      throw alreadyThere(name.key, error);
    // A body that fails breaks the connection, whose error says less.
    throw source.failure ?? error;
  }
}

interface Writing {
  source: SourceBytes;
  options: WriteOptions;
}

async function write(
  parts: WriteParts,
  name: Name,
  writing: Writing,
): Promise<Written> {
  const { source, options } = writing;
  const { sizeBytes } = options;
  if (sizeBytes === undefined) return writeUnknown(parts, name, writing);
  if (sizeBytes > MAX_PUT_BYTES) {
    return writeParts(parts, name, {
      ...writing,
      send: (sending) => sendKnown(new ByteSource(source), sizeBytes, sending),
    });
  }
  const put = await putWhole(parts, name, {
    body: source,
    sizeBytes,
    options,
  });
  return { ...put, size: source.sizeBytes, crc32: source.crc32 };
}

async function writeUnknown(
  parts: WriteParts,
  name: Name,
  writing: Writing,
): Promise<Written> {
  const { source, options } = writing;
  const bytes = new ByteSource(source);
  const first = Buffer.allocUnsafeSlow(BUFFERED_PART_BYTES);
  const sizeBytes = await bytes.fill(first);
  if (sizeBytes === first.length) {
    const send = (sending: Sending) => sendUnknown(bytes, first, sending);
    return writeParts(parts, name, { ...writing, send });
  }
  const body = first.subarray(0, sizeBytes);
  const put = await putWhole(parts, name, { body, sizeBytes, options });
  return { ...put, size: sizeBytes, crc32: crc32(body) };
}

async function putWhole(
  { connection }: WriteParts,
  name: Name,
  put: { body: Buffer | Readable; sizeBytes: number; options: WriteOptions },
) {
  const { headers, body } = await connection.send({
    method: "PUT",
    ...name,
    headers: {
      "Content-Length": String(put.sizeBytes),
      ...(put.options.ifAbsent ? { "If-None-Match": "*" } : {}),
    },
    body: put.body,
    signal: put.options.signal,
  });
  await body.dump();
  return {
    etag: etagOf(String(headers["etag"])),
    answeredAt: new Date(String(headers["date"])),
  };
}

async function writeParts(
  { uploads, connection }: WriteParts,
  name: Name,
  writing: Writing & { send: (sending: Sending) => Promise<string[]> },
): Promise<Written> {
  const { source, options, send } = writing;
  const { ifAbsent, signal } = options;
  const etags = await uploads.with(name, async (upload) => {
    const sent = await send({ uploads, upload, signal });
    signal?.throwIfAborted();
    if (!(await uploads.complete(upload, sent, { ifAbsent })))
      throw new Error(`MinIO has dropped the upload of ${name.key}`);
    return sent;
  });
  return {
    etag: completedEtag(etags),
    size: source.sizeBytes,
    crc32: source.crc32,
    answeredAt: await connection.now(),
  };
}

/** What the server made of it; where it was replaced at once, what it must have been. */
async function storedOf(
  connection: Connection,
  name: Name,
  { etag, size, crc32: crc, answeredAt }: Written,
): Promise<Stored> {
  const found = await statObject(connection, name);
  if (found?.etag === etag) return { ...found, crc32: crc };
  const at = inWholeSeconds(answeredAt);
  return {
    key: name.key,
    size,
    etag,
    modifiedAt: at,
    arrivedAt: at,
    crc32: crc,
  };
}
