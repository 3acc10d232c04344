import { createWriteStream } from "node:fs";
import { rm } from "node:fs/promises";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError, BucketName, isAppError } from "@oscar/contracts";
import { isErrno, translated } from "../files/errno.ts";
import type { ObjectStat, ReadOptions } from "../object-store.ts";
import { alreadyThere, assertKey, keyConflict } from "../refusals.ts";
import type { Connection, StoreAnswer } from "./connection.ts";
import { connectionFailure } from "./connection-failures.ts";
import { isFailure } from "./failures.ts";
import { parentsOf } from "./key-claims.ts";
import { listRaw } from "./list-page.ts";
import { etagOf, inWholeSeconds } from "./listing-xml.ts";

/** Names an object. */
export interface Name {
  bucket: string;
  key: string;
}

/** A look at one object. @throws AppError `key_unsupported` */
export async function statObject(
  connection: Connection,
  { bucket, key }: Name,
): Promise<ObjectStat | undefined> {
  assertKey(key);
  return unlessAbsent(bucket, async () => {
    const answer = await connection.send({ method: "HEAD", bucket, key });
    await answer.body.dump();
    return objectStatOf(key, answer.headers);
  });
}

/** Opens an object, or a range of it. @throws AppError as `ObjectStore.read` */
export async function readObject(
  connection: Connection,
  { bucket, key }: Name,
  { range, ifMatch, signal }: ReadOptions,
): Promise<{ stat: ObjectStat; body: Readable } | undefined> {
  assertKey(key);
  if (range) assertRange(range);
  return unlessAbsent(bucket, async () => {
    const { headers, body } = await connection.send({
      method: "GET",
      bucket,
      key,
      headers: {
        ...(range ? { Range: `bytes=${range.start}-${range.end}` } : {}),
        ...(ifMatch === undefined ? {} : { "If-Match": `"${ifMatch}"` }),
      },
      signal,
    });
    // undici's body fails when it is destroyed unread; who destroys it need not listen.
    body.on("error", () => {});
    return { stat: objectStatOf(key, headers), body };
  });
}

/** Copies an object into a new file. @throws AppError as `ObjectStore.download` */
export async function downloadObject(
  connection: Connection,
  { ifMatch, ...name }: Name & { ifMatch?: string },
  { filePath, signal }: { filePath: string; signal?: AbortSignal | undefined },
): Promise<ObjectStat | undefined> {
  const found = await readObject(connection, name, { ifMatch, signal });
  if (!found) return undefined;
  try {
    const file = createWriteStream(filePath, { flags: "wx" });
    await pipeline(found.body, file, { signal });
    return found.stat;
  } catch (error) {
    if (!isErrno(error, "EEXIST")) await rm(filePath, { force: true });
    throw translated(connectionFailure(error, connection.endpoint));
  }
}

/** False where there was no such object. */
export async function deleteObject(
  connection: Connection,
  name: Name,
): Promise<boolean> {
  // The server does not tell whether there was one.
  if (!(await statObject(connection, name))) return false;
  const { body } = await connection.send({ method: "DELETE", ...name });
  await body.dump();
  return true;
}

/**
 * Refuses what the server would take and then hide: an object under or over another one.
 * @throws AppError `key_conflict`, `bucket_not_found`, `precondition_failed`
 */
export async function assertPlaceable(
  connection: Connection,
  { bucket, key }: Name,
  options: { ifAbsent?: boolean | undefined } = {},
): Promise<void> {
  const look = (each: string) => statObject(connection, { bucket, key: each });
  const [below, itself, ...parents] = await Promise.all([
    listRaw(connection, bucket, {
      prefix: `${key}/`,
      startAfter: "",
      limit: 1,
    }),
    options.ifAbsent ? look(key) : undefined,
    ...parentsOf(key).map(look),
  ]);
  const parent = parents.find((each) => each);
  if (below.objects.length > 0)
    throw keyConflict(key, { obstacle: { name: key, kind: "folder" } });
  if (parent)
    throw keyConflict(key, { obstacle: { name: parent.key, kind: "object" } });
  if (itself) throw alreadyThere(key);
}

function objectStatOf(
  key: string,
  headers: StoreAnswer["headers"],
): ObjectStat {
  const modifiedAt = inWholeSeconds(new Date(String(headers["last-modified"])));
  const whole = /\/(\d+)$/.exec(String(headers["content-range"] ?? ""))?.[1];
  return {
    key,
    size: Number(whole ?? headers["content-length"]),
    etag: etagOf(String(headers["etag"])),
    modifiedAt,
    arrivedAt: modifiedAt,
  };
}

/** The server takes a range that it does not understand for none at all. */
function assertRange({ start, end }: { start: number; end: number }): void {
  const isRange =
    Number.isSafeInteger(start) && Number.isSafeInteger(end) && start <= end;
  if (isRange && start >= 0) return;
  throw new AppError(
    "range_not_satisfiable",
    `There are no bytes ${start} to ${end}.`,
  );
}

async function unlessAbsent<T>(
  bucket: string,
  look: () => Promise<T>,
): Promise<T | undefined> {
  if (!BucketName.safeParse(bucket).success) return undefined;
  try {
    return await look();
  } catch (error) {
    if (isFailure(error, "NoSuchKey")) return undefined;
    if (isAppError(error, "bucket_not_found")) return undefined;
    throw error;
  }
}
