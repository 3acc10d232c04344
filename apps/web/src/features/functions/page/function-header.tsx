import DeleteIcon from "@mui/icons-material/Delete";
import EditIcon from "@mui/icons-material/Edit";
import ReplayIcon from "@mui/icons-material/Replay";
import Button from "@mui/material/Button";
import type { FunctionSummary } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { useLocation, useNavigate } from "react-router";
import { JobChips } from "../../../components/job-chips.tsx";
import { showFailure, showSuccess } from "../../../components/messages.tsx";
import { paths } from "../../../lib/paths.ts";
import { useRetryFailed } from "../functions-queries.ts";
import { ReadyState } from "../ready-state.tsx";

interface FunctionHeaderProps {
  shown: FunctionSummary;
  onDelete: () => void;
}

/** A function's state, and what can be done with it. */
export function FunctionHeader({ shown, onDelete }: FunctionHeaderProps) {
  const { t } = useTranslation("functions");
  const { search } = useLocation();
  const navigate = useNavigate();
  return (
    <>
      <ReadyState {...shown} />
      <JobChips counts={shown.counts} />
      {shown.counts.failed > 0 && <RetryFailed shown={shown} />}
      <Button
        variant="outlined"
        startIcon={<EditIcon />}
        onClick={() =>
          void navigate(
            { pathname: paths.editFunction(shown.name), search },
            { preventScrollReset: true, state: { isFromPage: true } },
          )
        }
      >
        {t("editShort")}
      </Button>
      <Button
        variant="outlined"
        color="error"
        startIcon={<DeleteIcon />}
        onClick={onDelete}
      >
        {t("deleteShort")}
      </Button>
    </>
  );
}

function RetryFailed({ shown }: { shown: FunctionSummary }) {
  const { t } = useTranslation("functions");
  const retry = useRetryFailed(shown.name);
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
      {t("retryFailed", { count: shown.counts.failed })}
    </Button>
  );
}
