import { useQuery } from "@tanstack/react-query";
import { bucketsQuery } from "../../lib/shared-queries.ts";

export interface SharedBucket {
  bucket: string;
  /** Another function that uses it. */
  with: string;
}

/** A function's buckets: those that it alone uses, and those that others use too. */
export function useOwnBuckets(name: string): {
  own: string[];
  shared: SharedBucket[];
} {
  const { data: buckets = [] } = useQuery(bucketsQuery());
  const used = buckets.filter(({ usedBy }) =>
    usedBy.some((use) => use.function === name),
  );
  const own: string[] = [];
  const shared: SharedBucket[] = [];
  for (const { name: bucket, usedBy } of used) {
    const other = usedBy.find((use) => use.function !== name);
    if (other) shared.push({ bucket, with: other.function });
    else own.push(bucket);
  }
  return { own, shared };
}
