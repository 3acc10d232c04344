import { useEffect, useRef, useState } from "react";
import { useSearchParams } from "react-router";

export interface TableSort {
  by: string;
  isDescending: boolean;
}

export interface TableUrl {
  search: string;
  sort: TableSort;
  /** From 0. */
  page: number;
  setSearch: (search: string) => void;
  setSort: (sort: TableSort) => void;
  setPage: (page: number) => void;
}

/** Search, sort and page of a table, kept in the address so that Back and a copied link restore them. */
export function useTableUrl(defaultSort: TableSort): TableUrl {
  const [params, setParams] = useSearchParams();
  const inUrl = params.get("q") ?? "";
  // The field needs a state of its own: an address that follows late would swallow letters.
  const [search, setSearchState] = useState(inUrl);
  const written = useRef(inUrl);
  useEffect(() => {
    if (inUrl !== written.current) setSearchState(inUrl);
    written.current = inUrl;
  }, [inUrl]);

  function update(changes: Record<string, string | undefined>): void {
    setParams(
      (previous) => {
        const next = new URLSearchParams(previous);
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value);
          else next.delete(name);
        }
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  }
  return {
    search,
    sort: sortOf(params.get("sort")) ?? defaultSort,
    page: Math.max(0, Math.trunc(Number(params.get("page") ?? 1)) - 1 || 0),
    setSearch(next) {
      setSearchState(next);
      written.current = next;
      update({ q: next, page: undefined });
    },
    setSort: ({ by, isDescending }) =>
      update({ sort: `${isDescending ? "-" : ""}${by}`, page: undefined }),
    setPage: (page) =>
      update({ page: page === 0 ? undefined : String(page + 1) }),
  };
}

function sortOf(text: string | null): TableSort | undefined {
  if (!text) return undefined;
  return text.startsWith("-")
    ? { by: text.slice(1), isDescending: true }
    : { by: text, isDescending: false };
}
