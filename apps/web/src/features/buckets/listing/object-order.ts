import { compareUtf8, type ObjectSummary } from "@oscar/contracts";
import type { ObjectFilter } from "../use-bucket-view.ts";

/** The order in which the server lists objects. */
export function objectOrder({
  sort,
  order,
}: ObjectFilter): (a: ObjectSummary, b: ObjectSummary) => number {
  const sign = order === "desc" ? -1 : 1;
  return (a, b) =>
    sign * (valueOf(a, sort) - valueOf(b, sort)) ||
    sign * compareUtf8(a.key, b.key);
}

function valueOf(object: ObjectSummary, sort: ObjectFilter["sort"]): number {
  if (sort === "size") return object.size;
  return sort === "modified" ? Date.parse(object.modifiedAt) : 0;
}
