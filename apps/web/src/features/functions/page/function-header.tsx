import DeleteIcon from "@mui/icons-material/Delete";
import EditIcon from "@mui/icons-material/Edit";
import ReplayIcon from "@mui/icons-material/Replay";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import useMediaQuery from "@mui/material/useMediaQuery";
import type { OscarFunction } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { JobChips } from "../../../components/job-chips.tsx";
import { showFailure, showSuccess } from "../../../components/messages.tsx";
import { formatNumber } from "../../../lib/format.ts";
import { paths } from "../../../lib/paths.ts";
import { useRetryFailed } from "../functions-queries.ts";
import { ReadyState } from "../ready-state.tsx";
import { FunctionMenu } from "./function-menu.tsx";

/** The question that a function's page can ask. */
export type FunctionDialog = "delete" | "clone" | "backfill";

interface FunctionHeaderProps {
  shown: OscarFunction;
  onAsk: (dialog: FunctionDialog) => void;
}

/** A function's state, and what can be done with it. */
export function FunctionHeader({ shown, onAsk }: FunctionHeaderProps) {
  const { t } = useTranslation("functions");
  const { search } = useLocation();
  const navigate = useNavigate();
  const isNarrow = useMediaQuery("(max-width: 899.95px)", { noSsr: true });
  const edit = () =>
    void navigate(
      { pathname: paths.editFunction(shown.name), search },
      { preventScrollReset: true, state: { isFromPage: true } },
    );
  return (
    <>
      <Box sx={STATE}>
        <ReadyState {...shown} />
        <JobChips counts={shown.counts} />
      </Box>
      <Box sx={ACTS}>
        {shown.counts.failed > 0 && <RetryFailed shown={shown} />}
        <Button variant="outlined" startIcon={<EditIcon />} onClick={edit}>
          {t("editShort")}
        </Button>
        {!isNarrow && (
          <Button
            variant="outlined"
            color="error"
            startIcon={<DeleteIcon />}
            onClick={() => onAsk("delete")}
          >
            {t("deleteShort")}
          </Button>
        )}
        <FunctionMenu
          onBackfill={() => onAsk("backfill")}
          onClone={() => onAsk("clone")}
          onExport={() => void exportAsFile(shown)}
          onDelete={isNarrow ? () => onAsk("delete") : undefined}
        />
      </Box>
    </>
  );
}

/** What makes the file is loaded when it is wanted. */
async function exportAsFile(shown: OscarFunction): Promise<void> {
  try {
    const { exportFunction } = await import("../bundle/export-function.ts");
    await exportFunction(shown);
  } catch (error) {
    showFailure(error);
  }
}

const STATE = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  minWidth: 0,
};

const ACTS = { display: "flex", alignItems: "center", gap: 1 };

function RetryFailed({ shown }: { shown: OscarFunction }) {
  const { t, i18n } = useTranslation("functions");
  const retry = useRetryFailed(shown.name);
  const count = shown.counts.failed;
  return (
    <Button
      variant="outlined"
      startIcon={<ReplayIcon />}
      loading={retry.isPending}
      loadingPosition="start"
      onClick={() =>
        retry.mutate(undefined, {
          onSuccess: ({ queued }) =>
            showSuccess(t("retriedFailed", { count: queued })),
          onError: (error) => showFailure(error),
        })
      }
    >
      {t("retryFailed", {
        count,
        formatted: formatNumber(count, i18n.language),
      })}
    </Button>
  );
}
