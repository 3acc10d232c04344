import Link from "@mui/material/Link";
import type { FunctionSummary } from "@oscar/contracts";
import {
  createColumnHelper,
  createPaginatedRowModel,
  createSortedRowModel,
  rowPaginationFeature,
  rowSortingFeature,
  tableFeatures,
} from "@tanstack/react-table";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { formatNumber } from "../../lib/format.ts";
import { paths } from "../../lib/paths.ts";
import { ReadyState } from "./ready-state.tsx";

export const features = tableFeatures({
  rowSortingFeature,
  rowPaginationFeature,
  sortedRowModel: createSortedRowModel(),
  paginatedRowModel: createPaginatedRowModel(),
});

/** All jobs that a function ever had. */
export function invocationsOf({ counts }: FunctionSummary): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

const helper = createColumnHelper<typeof features, FunctionSummary>();

/** The columns of the tutorial's table, but for its actions. Headings are translated where they are shown. */
export const columns = helper.columns([
  helper.accessor((row) => Number(row.ready), {
    id: "ready",
    cell: ({ row }) => <ReadyState {...row.original} />,
  }),
  helper.accessor("name", {
    id: "name",
    cell: ({ getValue }) => <FunctionLink name={getValue()} />,
  }),
  helper.accessor((row) => row.slots.free, {
    id: "available",
    cell: ({ getValue }) => <NumberText value={getValue()} />,
  }),
  helper.accessor((row) => row.slots.total, {
    id: "replicas",
    cell: ({ getValue }) => <NumberText value={getValue()} />,
  }),
  helper.accessor(invocationsOf, {
    id: "invocations",
    cell: ({ getValue }) => <NumberText value={getValue()} />,
  }),
]);

export type ColumnId =
  "ready" | "name" | "available" | "replicas" | "invocations";

/** Of the columns, those that hold a number. */
export function isNumeric(id: string): boolean {
  return id !== "ready" && id !== "name";
}

/** A function's name, which leads to its page. */
export function FunctionLink({ name }: { name: string }) {
  return (
    <Link
      component={RouterLink}
      to={paths.function(name)}
      title={name}
      sx={{
        display: "block",
        overflow: "hidden",
        textOverflow: "ellipsis",
        whiteSpace: "nowrap",
        fontWeight: 600,
      }}
    >
      {name}
    </Link>
  );
}

function NumberText({ value }: { value: number }) {
  const { i18n } = useTranslation();
  return formatNumber(value, i18n.language);
}
