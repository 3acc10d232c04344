import type { BigIntStats } from "node:fs";

/** What tells one version of a file from another; a rename does not change it. */
export function versionOf(stats: BigIntStats): string {
  return `${stats.size}:${stats.mtimeNs}:${stats.ino}`;
}
