import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Typography from "@mui/material/Typography";
import useMediaQuery from "@mui/material/useMediaQuery";
import type { FunctionSummary } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { RowSkeletons } from "../../components/row-skeletons.tsx";
import { TablePager } from "../../components/table-pager.tsx";
import type { TableUrl } from "../../lib/use-table-url.ts";
import { FunctionCards } from "./function-cards.tsx";
import { FunctionsEmpty } from "./functions-empty.tsx";
import { FunctionsTable } from "./functions-table.tsx";
import { useFunctionsTable } from "./use-functions-table.ts";

const NONE: FunctionSummary[] = [];

interface FunctionsListProps {
  /** Undefined while they are on their way. */
  functions: FunctionSummary[] | undefined;
  url: TableUrl;
  onDelete: (name: string) => void;
}

export function FunctionsList({
  functions,
  url,
  onDelete,
}: FunctionsListProps) {
  const { t } = useTranslation("functions");
  const isNarrow = useMediaQuery("(max-width: 599.95px)", { noSsr: true });
  const { table, total, page } = useFunctionsTable(functions ?? NONE, url);
  if (!functions) return <RowSkeletons />;
  if (functions.length === 0) return <FunctionsEmpty />;
  return (
    <>
      {isNarrow ? (
        <FunctionCards
          functions={table.getRowModel().rows.map((row) => row.original)}
          onDelete={onDelete}
        />
      ) : (
        <FunctionsTable table={table} url={url} onDelete={onDelete} />
      )}
      {total === 0 && (
        <Box sx={{ p: 3 }}>
          <Typography sx={{ mb: 1.5 }}>
            {t("noMatch", { search: url.search })}
          </Typography>
          <Button variant="outlined" onClick={() => url.setSearch("")}>
            {t("toList")}
          </Button>
        </Box>
      )}
      <TablePager total={total} page={page} onPage={url.setPage} />
    </>
  );
}
