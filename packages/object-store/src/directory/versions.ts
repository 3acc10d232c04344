import { hash } from "node:crypto";
import type { BigIntStats } from "node:fs";
import { versionOf } from "../files/file-version.ts";
import type { ObjectStat } from "../object-store.ts";

export function etagOf(stats: BigIntStats): string {
  return hash("sha256", versionOf(stats), "hex").slice(0, 32);
}

export function objectStatOf(key: string, stats: BigIntStats): ObjectStat {
  return {
    key,
    size: Number(stats.size),
    etag: etagOf(stats),
    modifiedAt: new Date(Number(stats.mtimeMs)),
    arrivedAt: new Date(Number(stats.ctimeMs)),
  };
}

const KEEP_MS = 60 * 60 * 1000;
const MAX_KEPT = 50_000;

/** The versions that this store wrote lately; they need not settle. */
export class OwnWrites {
  readonly #expiry = new Map<string, number>();

  add(stats: BigIntStats): void {
    const version = versionOf(stats);
    this.#expiry.delete(version);
    this.#expiry.set(version, Date.now() + KEEP_MS);
    // In order of time, so the oldest come first. One that is dropped early is not hidden
    // again: by then it is older than what settling takes.
    for (const [oldest, expiresAt] of this.#expiry) {
      if (expiresAt > Date.now() && this.#expiry.size <= MAX_KEPT) break;
      this.#expiry.delete(oldest);
    }
  }

  has(stats: BigIntStats): boolean {
    return this.#expiry.has(versionOf(stats));
  }
}
