import CancelOutlinedIcon from "@mui/icons-material/CancelOutlined";
import ReplayIcon from "@mui/icons-material/Replay";
import Button from "@mui/material/Button";
import { isEnded, type Job } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { showFailure } from "../../components/messages.tsx";
import { useJobAct } from "./jobs-queries.ts";

/** Retry, or cancel: whichever the job's state allows. */
export function JobButtons({ job }: { job: Job }) {
  const act = isEnded(job.state) ? "retry" : "cancel";
  // Another act, or the same of another attempt, begins anew.
  return <JobButton key={`${act} ${job.attempt}`} job={job} act={act} />;
}

function JobButton({ job, act }: { job: Job; act: "retry" | "cancel" }) {
  const { t } = useTranslation("jobs");
  const mutation = useJobAct(act);
  // A script may take its time to end.
  const isCancelling = act === "cancel" && mutation.isSuccess;
  return (
    <Button
      variant="outlined"
      color={act === "cancel" ? "error" : "primary"}
      startIcon={act === "retry" ? <ReplayIcon /> : <CancelOutlinedIcon />}
      loading={mutation.isPending || isCancelling}
      loadingPosition="start"
      onClick={() =>
        mutation.mutate(job.id, { onError: (error) => showFailure(error) })
      }
    >
      {isCancelling ? t("cancelling") : t(act)}
    </Button>
  );
}
