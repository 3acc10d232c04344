import type { ObjectStat } from "@oscar/object-store";

/** An object version as a listing tells it. */
export function objectStat(
  key: string,
  parts: Partial<ObjectStat> = {},
): ObjectStat {
  const time = new Date("2026-01-01T12:00:00.500Z");
  return {
    key,
    size: 1,
    etag: "e",
    modifiedAt: time,
    arrivedAt: time,
    ...parts,
  };
}
