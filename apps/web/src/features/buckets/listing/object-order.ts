import { compareUtf8 } from "@oscar/contracts";
import type { ObjectFilter } from "../use-bucket-view.ts";
import { isFolder, type ListRow } from "./listing.ts";

/** The order in which the server lists objects, folders first. */
export function objectOrder({
  sort,
  order,
}: Pick<ObjectFilter, "sort" | "order">): (a: ListRow, b: ListRow) => number {
  const sign = order === "desc" ? -1 : 1;
  return (a, b) =>
    Number(isFolder(b)) - Number(isFolder(a)) ||
    sign * (valueOf(a, sort) - valueOf(b, sort)) ||
    sign * compareUtf8(a.key, b.key);
}

function valueOf(row: ListRow, sort: ObjectFilter["sort"]): number {
  if (isFolder(row)) return 0;
  if (sort === "size") return row.size;
  return sort === "modified" ? Date.parse(row.modifiedAt) : 0;
}
