import { useCallback, useMemo } from "react";
import { useSearchParams } from "react-router";
import { usePreference } from "../../lib/preferences.ts";

export type SortBy = "key" | "size" | "modified";
export type SortOrder = "asc" | "desc";

/** Which objects are listed, and in which order. */
export interface ObjectFilter {
  /** The folder that is shown, with its slash, "" at the top; none where all lies flat. */
  folder: string | undefined;
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

export interface ViewChange extends Partial<Omit<ObjectFilter, "folder">> {
  folder?: string | null;
  page?: number;
  preview?: string | null;
}

export type ChangeView = (
  change: ViewChange,
  options?: { replace?: boolean },
) => void;

/** What the address says of the page, and how to change it; Back takes a change back. */
export function useBucketView(): [BucketView, ChangeView] {
  const [params, setParams] = useSearchParams();
  const [areFoldersShown] = usePreference("areFoldersShown");
  const view = useMemo(
    () => viewOf(params, areFoldersShown ? "" : undefined),
    [params, areFoldersShown],
  );
  const change = useCallback<ChangeView>(
    (wanted, options) =>
      setParams((before) => paramsWith(before, wanted), {
        preventScrollReset: true,
        ...options,
      }),
    [setParams],
  );
  return [view, change];
}

/** The addresses of this page with something else shown. */
export function useViewLink(): (change: ViewChange) => string {
  const [params] = useSearchParams();
  return (change) => `?${paramsWith(params, change)}`;
}

/** Opening a folder keeps the order and leaves the rest behind. */
export function intoFolder(folder: string): ViewChange {
  return { folder, search: "", page: 0, preview: null };
}

/** The folder that a folder or an object is in. */
export function parentOf(key: string): string {
  return key.slice(0, key.lastIndexOf("/", key.length - 2) + 1);
}

function viewOf(
  params: URLSearchParams,
  defaultFolder: string | undefined,
): BucketView {
  const sort = params.get("sort");
  const page = Number(params.get("page") ?? 1);
  return {
    filter: {
      folder: folderOf(params) ?? defaultFolder,
      search: params.get("search") ?? "",
      sort: sort === "size" || sort === "modified" ? sort : "key",
      order: params.get("order") === "desc" ? "desc" : "asc",
    },
    page: Number.isSafeInteger(page) && page > 0 ? page - 1 : 0,
    preview: params.get("preview") ?? undefined,
  };
}

function folderOf(params: URLSearchParams): string | undefined {
  const folder = params.get("folder");
  if (folder === null) return undefined;
  return folder === "" || folder.endsWith("/") ? folder : `${folder}/`;
}

/** Only what differs from the plain view, so that addresses stay short. */
function paramsWith(
  before: URLSearchParams,
  change: ViewChange,
): URLSearchParams {
  const { filter, page, preview } = viewOf(before, undefined);
  const { folder = null, ...order } = filter;
  const view = { ...order, folder, page, preview: preview ?? null, ...change };
  const params = new URLSearchParams();
  if (view.folder !== null) params.set("folder", view.folder);
  if (view.search !== "") params.set("search", view.search);
  if (view.sort !== "key") params.set("sort", view.sort);
  if (view.order !== "asc") params.set("order", view.order);
  if (view.page > 0) params.set("page", String(view.page + 1));
  if (view.preview) params.set("preview", view.preview);
  return params;
}
