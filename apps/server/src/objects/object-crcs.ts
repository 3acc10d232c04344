import { Writable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { isAppError } from "@oscar/contracts";
import type { ObjectStat, ObjectStore } from "@oscar/object-store";
import type { ObjectsLedger } from "../ledger/objects.ts";
import { unlessFull } from "../ledger/unless-full.ts";

const AT_ONCE = 4;

/** What is asked about: an object as it was listed. */
export type Version = Omit<ObjectStat, "arrivedAt">;

export interface CrcScope {
  store: ObjectStore;
  cache: ObjectsLedger;
  bucket: string;
  signal: AbortSignal;
}

/**
 * The CRC-32 of each of these versions, by key. What the cache does not know is read once
 * and kept. A version that is gone by now has none.
 */
export async function knownCrcs(
  stats: Version[],
  scope: CrcScope,
): Promise<Map<string, number>> {
  const { cache, bucket, signal } = scope;
  const crcs = await cache.crcsOf(bucket, stats);
  const queue = stats.filter(({ key }) => !crcs.has(key));
  const found: (Version & { crc32: number })[] = [];
  async function work(): Promise<void> {
    for (let stat = queue.shift(); stat; stat = queue.shift()) {
      signal.throwIfAborted();
      const crc = await computeCrc(stat, scope);
      if (crc === undefined) continue;
      crcs.set(stat.key, crc);
      found.push({ ...stat, crc32: crc });
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  await unlessFull(() => cache.addCrcs(bucket, found));
  return crcs;
}

async function computeCrc(
  { key, etag }: Version,
  { store, bucket, signal }: CrcScope,
): Promise<number | undefined> {
  try {
    const object = await store.read(bucket, key, { ifMatch: etag, signal });
    if (!object) return undefined;
    let crc = 0;
    const sink = new Writable({
      write(chunk: Buffer, _encoding, done) {
        crc = crc32(chunk, crc);
        done();
      },
    });
    await pipeline(object.body, sink, { signal });
    return crc;
  } catch (error) {
    if (isAppError(error, "precondition_failed")) return undefined;
    throw error;
  }
}
