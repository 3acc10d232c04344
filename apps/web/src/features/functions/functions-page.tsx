import AddBoxIcon from "@mui/icons-material/AddBox";
import AutorenewIcon from "@mui/icons-material/Autorenew";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Paper from "@mui/material/Paper";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { ErrorState } from "../../components/error-state.tsx";
import { lazyPart } from "../../components/later.tsx";
import { Page } from "../../components/page.tsx";
import { SearchField } from "../../components/search-field.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import { paths } from "../../lib/paths.ts";
import { functionsQuery } from "../../lib/shared-queries.ts";
import { type TableUrl, useTableUrl } from "../../lib/use-table-url.ts";
import { ImportButton } from "./bundle/import-button.tsx";
import { FunctionsList } from "./functions-list.tsx";

const DeleteFunctionDialog = lazyPart(
  async () =>
    (await import("./delete-function-dialog.tsx")).DeleteFunctionDialog,
);

const DEFAULT_SORT = { by: "ready", isDescending: false };

export function FunctionsPage() {
  const { t } = useTranslation("functions");
  const url = useTableUrl(DEFAULT_SORT);
  const { data, error, isFetching, refetch } = useQuery(functionsQuery());
  const [deleted, setDeleted] = useState<string>();
  return (
    <Page title={t("title")}>
      <Paper variant="outlined" sx={{ overflow: "hidden" }}>
        <Bar url={url} isBusy={isFetching} onRefresh={() => void refetch()} />
        {error && !data ? (
          <ErrorState error={error} onRetry={() => void refetch()} />
        ) : (
          <FunctionsList functions={data} url={url} onDelete={setDeleted} />
        )}
      </Paper>
      {deleted !== undefined && (
        <DeleteFunctionDialog
          name={deleted}
          onClose={() => setDeleted(undefined)}
        />
      )}
    </Page>
  );
}

interface BarProps {
  url: TableUrl;
  isBusy: boolean;
  onRefresh: () => void;
}

function Bar({ url, isBusy, onRefresh }: BarProps) {
  const { t } = useTranslation(["functions", "common"]);
  const { search } = useLocation();
  const navigate = useNavigate();
  const refresh = t("common:refresh");
  return (
    <Box sx={BAR}>
      <Box sx={{ flex: "1 1 160px" }}>
        <SearchField value={url.search} onChange={url.setSearch} />
      </Box>
      <Tooltip title={refresh}>
        <IconButton
          color="primary"
          aria-label={refresh}
          aria-busy={isBusy}
          onClick={onRefresh}
        >
          <AutorenewIcon />
        </IconButton>
      </Tooltip>
      <ImportButton />
      <Button
        variant="contained"
        color="secondary"
        startIcon={<AddBoxIcon />}
        // On a phone it has a line of its own.
        sx={{ flex: { xs: "1 0 100%", sm: "none" } }}
        onClick={() =>
          void navigate(
            { pathname: paths.newFunction(), search },
            { preventScrollReset: true },
          )
        }
      >
        {t("deploy")}
      </Button>
    </Box>
  );
}

const BAR = {
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 1,
  p: 2,
};
