import ArticleIcon from "@mui/icons-material/Article";
import CancelOutlinedIcon from "@mui/icons-material/CancelOutlined";
import ReplayIcon from "@mui/icons-material/Replay";
import IconButton from "@mui/material/IconButton";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import { isEnded, type Job } from "@oscar/contracts";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { showFailure } from "../../components/messages.tsx";
import { Tooltip } from "../../components/tooltip.tsx";
import { paths } from "../../lib/paths.ts";
import { useJobAct } from "./jobs-queries.ts";

/** What can be done with a job in a row: retry or cancel it, read its log. */
export function JobActs({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const act = isEnded(job.state) ? "retry" : "cancel";
  const name = job.input.key;
  const mutation = useJobAct(act);
  return (
    <>
      <ActButton
        icon={act === "retry" ? ReplayIcon : CancelOutlinedIcon}
        label={
          act === "retry" ? t("retryOf", { name }) : t("cancelOf", { name })
        }
        isBusy={mutation.isPending}
        onClick={() =>
          mutation.mutate(job.id, { onError: (error) => showFailure(error) })
        }
      />
      <Tooltip title={t("logOf", { name })}>
        <IconButton
          size="small"
          component={Link}
          to={paths.job(job.id)}
          aria-label={t("logOf", { name })}
        >
          <ArticleIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </>
  );
}

interface ActButtonProps {
  icon: ComponentType<SvgIconProps>;
  label: string;
  isBusy: boolean;
  onClick: () => void;
}

function ActButton({ icon: Icon, label, isBusy, onClick }: ActButtonProps) {
  return (
    <Tooltip title={label}>
      <IconButton
        size="small"
        aria-label={label}
        loading={isBusy}
        onClick={onClick}
      >
        <Icon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
