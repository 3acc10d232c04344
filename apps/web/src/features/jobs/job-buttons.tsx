import CancelOutlinedIcon from "@mui/icons-material/CancelOutlined";
import ReplayIcon from "@mui/icons-material/Replay";
import Button from "@mui/material/Button";
import { isEnded, type Job } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { showFailure } from "../../components/messages.tsx";
import { useJobAct } from "./jobs-queries.ts";

/** Retry, or cancel: whichever the job's state allows. */
export function JobButtons({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const act = isEnded(job.state) ? "retry" : "cancel";
  const mutation = useJobAct(act);
  return (
    <Button
      variant="outlined"
      color={act === "cancel" ? "error" : "primary"}
      startIcon={act === "retry" ? <ReplayIcon /> : <CancelOutlinedIcon />}
      loading={mutation.isPending}
      loadingPosition="start"
      onClick={() =>
        mutation.mutate(job.id, { onError: (error) => showFailure(error) })
      }
    >
      {t(act)}
    </Button>
  );
}
