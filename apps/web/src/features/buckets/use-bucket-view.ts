import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";

export type SortBy = "key" | "size" | "modified";
export type SortOrder = "asc" | "desc";

/** Which objects are listed, and in which order. */
export interface ObjectFilter {
  search: string;
  sort: SortBy;
  order: SortOrder;
}

export interface BucketView {
  filter: ObjectFilter;
  /** From 0. */
  page: number;
  /** The key of the object that is shown beside the list. */
  preview: string | undefined;
}

export type ChangeView = (
  change: Partial<ObjectFilter> & { page?: number; preview?: string | null },
  options?: { replace?: boolean },
) => void;

/** What the address says of the page, and how to change it; Back takes a change back. */
export function useBucketView(): [BucketView, ChangeView] {
  const [params, setParams] = useSearchParams();
  const view = useMemo(() => viewOf(params), [params]);
  const change = useCallback<ChangeView>(
    (wanted, options) =>
      setParams((before) => paramsOf({ ...flat(viewOf(before)), ...wanted }), {
        preventScrollReset: true,
        ...options,
      }),
    [setParams],
  );
  return [view, change];
}

function viewOf(params: URLSearchParams): BucketView {
  const sort = params.get("sort");
  const page = Number(params.get("page") ?? 1);
  return {
    filter: {
      search: params.get("search") ?? "",
      sort: sort === "size" || sort === "modified" ? sort : "key",
      order: params.get("order") === "desc" ? "desc" : "asc",
    },
    page: Number.isSafeInteger(page) && page > 0 ? page - 1 : 0,
    preview: params.get("preview") ?? undefined,
  };
}

type FlatView = ObjectFilter & { page: number; preview?: string | null };

function flat({ filter, page, preview }: BucketView): FlatView {
  return { ...filter, page, preview: preview ?? null };
}

/** Only what differs from the plain view, so that addresses stay short. */
function paramsOf(view: FlatView): URLSearchParams {
  const params = new URLSearchParams();
  if (view.search !== "") params.set("search", view.search);
  if (view.sort !== "key") params.set("sort", view.sort);
  if (view.order !== "asc") params.set("order", view.order);
  if (view.page > 0) params.set("page", String(view.page + 1));
  if (view.preview) params.set("preview", view.preview);
  return params;
}
