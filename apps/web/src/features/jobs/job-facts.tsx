import Link from "@mui/material/Link";
import type { Job } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { BytesText } from "../../components/bytes-text.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { paths } from "../../lib/paths.ts";
import { JobDuration } from "./job-duration.tsx";

export function JobFacts({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const { bucket, key, size } = job.input;
  return (
    <Facts isWide>
      <Fact label={t("facts.function")}>
        <Link component={RouterLink} to={paths.function(job.function)}>
          {job.function}
        </Link>{" "}
        {t("facts.generation", { number: job.generation })}
      </Fact>
      <Fact label={t("facts.input")}>
        <Link component={RouterLink} to={paths.object(bucket, key)}>
          {bucket}/{key}
        </Link>{" "}
        <BytesText bytes={size} />
        <CopyButton text={`${bucket}/${key}`} label={t("copyKey")} />
      </Fact>
      <Fact label={t("facts.created")}>
        <TimeText time={job.createdAt} isFocusable />
      </Fact>
      <Fact label={t("facts.started")}>
        {job.startedAt && <TimeText time={job.startedAt} isFocusable />}
      </Fact>
      <Fact label={t("facts.duration")}>
        {job.startedAt && <JobDuration {...job} />}
      </Fact>
      <Fact label={t("facts.exitCode")}>{job.exitCode}</Fact>
      <Fact label={t("facts.attempt")}>{job.attempt}</Fact>
      <Fact label={t("facts.id")}>
        {job.id}
        <CopyButton text={job.id} label={t("copyId")} />
      </Fact>
    </Facts>
  );
}
