import { createHash, randomBytes } from "node:crypto";
import { ArchiveLayout, ArchiveNames } from "@oscar/archive";
import { AppError, type ArchiveTicket, type Selection } from "@oscar/contracts";
import type { ObjectStat, ObjectStore } from "@oscar/object-store";
import type { ArchiveEntryRow, ArchiveLedger } from "../ledger/archives.ts";
import type { ObjectsLedger } from "../ledger/objects.ts";
import type { WorkContext } from "../operations/operations.ts";
import { knownCrcs } from "./object-crcs.ts";
import { type Selected, selected } from "./selection.ts";

const LIFETIME_MS = 24 * 3_600_000;
/** As many as a page of a listing has. */
const BATCH = 1000;
/** The CRC-32 of a larger object takes so long to find that nobody should wait for it within a download. */
const MAX_LATE_BYTES = 2 ** 20;
const MAX_MISSING = 1000;

export interface ArchiveParts {
  store: ObjectStore;
  archives: ArchiveLedger;
  cache: ObjectsLedger;
}

export interface ArchiveWish {
  bucket: string;
  /** The zip's name; the bucket's where there is none. */
  name?: string | undefined;
  selection: Selection;
}

/**
 * Fixes which object versions a zip holds, so that its length is known before its first byte
 * and a broken download goes on hours later. The list is in the ledger, not in memory. Small
 * objects are not read for it: of them the length needs no more than their sizes.
 */
export async function createArchiveTicket(
  wish: ArchiveWish,
  parts: ArchiveParts,
  work: WorkContext,
): Promise<ArchiveTicket> {
  const { archives, store } = parts;
  const id = randomBytes(16).toString("base64url");
  const now = Date.now();
  await archives.removeExpired(now, now - LIFETIME_MS);
  const plan = new ArchivePlan(id);
  const scope = { store, bucket: wish.bucket, signal: work.signal };
  try {
    await archives.begin(id, wish.bucket, now);
    for await (const batch of batches(selected(wish.selection, scope))) {
      await archives.addEntries(await plan.add(batch, { wish, parts, work }));
      work.progress(plan.entries);
    }
    if (plan.entries === 0) {
      throw new AppError("invalid_request", "There is nothing to download.");
    }
    return await plan.finish(archives, { wish, expiresAt: now + LIFETIME_MS });
  } catch (error) {
    await archives.remove(id);
    throw error;
  }
}

interface AddParts {
  wish: ArchiveWish;
  parts: ArchiveParts;
  work: WorkContext;
}

/** What grows while the list passes: counts, a hash, and hashes of the names. */
class ArchivePlan {
  readonly #id: string;
  readonly #layout = new ArchiveLayout();
  readonly #names = new ArchiveNames();
  readonly #hash = createHash("sha256");
  readonly #missing: ArchiveTicket["missing"] = [];

  constructor(id: string) {
    this.#id = id;
  }

  get entries(): number {
    return this.#layout.entries;
  }

  async add(batch: Selected[], options: AddParts): Promise<ArchiveEntryRow[]> {
    const { wish, parts, work } = options;
    const stats = batch.flatMap((object) =>
      "stat" in object ? [object.stat] : [],
    );
    const isLate = ({ size }: ObjectStat) => size <= MAX_LATE_BYTES;
    const scope = { ...parts, bucket: wish.bucket, signal: work.signal };
    const late = await parts.cache.crcsOf(wish.bucket, stats.filter(isLate));
    const large = stats.filter((stat) => !isLate(stat));
    const crcs = await knownCrcs(large, scope);
    const rows: ArchiveEntryRow[] = [];
    for (const object of batch) {
      if ("missing" in object) {
        this.#miss(object.missing, "It does not exist.");
        continue;
      }
      const { stat } = object;
      const crc32 = isLate(stat)
        ? (late.get(stat.key) ?? null)
        : crcs.get(stat.key);
      if (crc32 === undefined) {
        this.#miss(stat.key, "It was changed or deleted just now.");
      } else rows.push(this.#row(stat, crc32));
    }
    return rows;
  }

  #miss(key: string, message: string): void {
    if (this.#missing.length < MAX_MISSING)
      this.#missing.push({ key, message });
  }

  #row(
    { key, size, etag, modifiedAt }: ObjectStat,
    crc32: number | null,
  ): ArchiveEntryRow {
    const name = this.#names.nameFor(key);
    const position = this.#layout.entries;
    this.#layout.add({ name, size, modifiedAt, crc32: crc32 ?? 0 });
    const modified_at = modifiedAt.getTime();
    this.#hash.update(JSON.stringify([key, name, etag, size, modified_at]));
    return {
      archive_id: this.#id,
      position,
      key,
      name,
      size,
      etag,
      modified_at,
      crc32,
    };
  }

  async finish(
    archives: ArchiveLedger,
    { wish, expiresAt }: { wish: ArchiveWish; expiresAt: number },
  ): Promise<ArchiveTicket> {
    const { entries, sizeBytes } = this.#layout;
    const name = zipName(wish.name ?? wish.bucket);
    this.#hash.update(wish.bucket);
    await archives.finish(this.#id, {
      name,
      etag: `"${this.#hash.digest("base64url")}"`,
      size_bytes: sizeBytes,
      entries,
      expires_at: expiresAt,
    });
    return {
      id: this.#id,
      url: `/api/archives/${this.#id}`,
      name,
      entries,
      sizeBytes,
      missing: this.#missing,
      expiresAt: new Date(expiresAt).toISOString(),
    };
  }
}

function zipName(name: string): string {
  return /\.zip$/i.test(name) ? name : `${name}.zip`;
}

async function* batches(
  objects: AsyncIterable<Selected>,
): AsyncGenerator<Selected[]> {
  let batch: Selected[] = [];
  for await (const object of objects) {
    batch.push(object);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
