import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import type { Job } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { BytesText } from "../../components/bytes-text.tsx";
import { CopyButton } from "../../components/copy-button.tsx";
import { Fact, Facts } from "../../components/facts.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { paths } from "../../lib/paths.ts";
import { JobDuration } from "./job-duration.tsx";
import { newestJobQuery } from "./jobs-queries.ts";

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
        <Maker bucket={bucket} objectKey={key} />
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

/** The job that made the input, where one did. */
function Maker({ bucket, objectKey }: { bucket: string; objectKey: string }) {
  const { t } = useTranslation("jobs");
  const filter = { output: `${bucket}/${objectKey}` };
  const { data: maker } = useQuery(newestJobQuery(filter));
  if (!maker) return null;
  return (
    <Box sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
      {t("madeBy")}{" "}
      <Link component={RouterLink} to={paths.job(maker.id)}>
        {t("titleOf", { function: maker.function, key: maker.input.key })}
      </Link>
    </Box>
  );
}
