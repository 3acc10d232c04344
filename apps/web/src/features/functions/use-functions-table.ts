import type { FunctionSummary } from "@oscar/contracts";
import { type ReactTable, useTable } from "@tanstack/react-table";
import { useMemo } from "react";
import { usePreference } from "../../lib/preferences.ts";
import type { TableUrl } from "../../lib/use-table-url.ts";
import { columns, features } from "./function-columns.tsx";

export type FunctionsTableModel = ReactTable<typeof features, FunctionSummary>;

/** The functions that match the search, sorted and paged as the address says. */
export function useFunctionsTable(
  functions: FunctionSummary[],
  url: TableUrl,
): { table: FunctionsTableModel; total: number; page: number } {
  const [rowsPerPage] = usePreference("rowsPerPage");
  const search = url.search.trim().toLowerCase();
  // By name first, so that equal rows of any other column have an order that stays.
  const data = useMemo(
    () =>
      functions
        .filter(({ name, image }) =>
          `${name} ${image}`.toLowerCase().includes(search),
        )
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    [functions, search],
  );
  const pageSize = rowsPerPage === -1 ? Math.max(1, data.length) : rowsPerPage;
  const lastPage = Math.max(0, Math.ceil(data.length / pageSize) - 1);
  const page = Math.min(url.page, lastPage);
  const table = useTable({
    features,
    columns,
    data,
    getRowId: (row) => row.name,
    autoResetPageIndex: false,
    state: {
      sorting: [{ id: url.sort.by, desc: url.sort.isDescending }],
      pagination: { pageIndex: page, pageSize },
    },
  });
  return { table, total: data.length, page };
}
