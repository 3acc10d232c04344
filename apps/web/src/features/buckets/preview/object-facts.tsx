import Box from "@mui/material/Box";
import Link from "@mui/material/Link";
import type { Job, ObjectSummary } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { CopyButton } from "../../../components/copy-button.tsx";
import {
  formatBytes,
  formatExactTime,
  formatNumber,
} from "../../../lib/format.ts";
import { paths } from "../../../lib/paths.ts";
import { shownText } from "../../../lib/shown-text.ts";
import { headQuery, makersQuery, readersQuery } from "./preview-queries.ts";

interface ObjectFactsProps {
  bucket: string;
  object: ObjectSummary;
}

/** All that is known of an object: size and time exactly, which job made it, which it started. */
export function ObjectFacts({ bucket, object }: ObjectFactsProps) {
  const { t, i18n } = useTranslation(["buckets", "common"]);
  const { key, size, modifiedAt, etag } = object;
  const crc32 = useQuery(headQuery(bucket, object)).data?.crc32;
  const makers = useQuery(makersQuery(bucket, object));
  const readers = useQuery(readersQuery(bucket, object));
  const exact = t("common:bytes", {
    count: size,
    formatted: formatNumber(size, i18n.language),
  });
  return (
    <Box component="dl" sx={FACTS}>
      <Fact label={t("buckets:facts.key")}>
        {shownText(key)}
        <CopyButton text={key} label={t("buckets:facts.copyKey")} />
      </Fact>
      <Fact label={t("buckets:table.size")}>
        {size < 1024 ? exact : `${formatBytes(size, i18n.language)} (${exact})`}
      </Fact>
      <Fact label={t("buckets:table.modified")}>
        {formatExactTime(modifiedAt, i18n.language)}
      </Fact>
      <Fact label={t("buckets:facts.etag")}>
        {etag}
        <CopyButton text={etag} label={t("buckets:facts.copyEtag")} />
      </Fact>
      {crc32 && (
        <Fact label={t("buckets:facts.crc32")}>
          {crc32}
          <CopyButton text={crc32} label={t("buckets:facts.copyCrc32")} />
        </Fact>
      )}
      {makers.data?.map((job) => (
        <Fact key={job.id} label={t("buckets:facts.madeBy")}>
          <JobLink job={job} />
          {" · "}
          {t("buckets:facts.from")}{" "}
          <Link
            component={RouterLink}
            to={paths.object(job.input.bucket, job.input.key)}
          >
            {shownText(`${job.input.bucket}/${job.input.key}`)}
          </Link>
        </Fact>
      ))}
      {readers.data && readers.data.length > 0 && (
        <Fact label={t("buckets:facts.startedJobs")}>
          {readers.data.map((job) => (
            <Box key={job.id} component="span" sx={{ display: "block" }}>
              <JobLink job={job} />
              {" · "}
              {t(`common:jobState.${job.state}`)}
            </Box>
          ))}
        </Fact>
      )}
    </Box>
  );
}

function JobLink({ job }: { job: Job }) {
  return (
    <Link component={RouterLink} to={paths.job(job.id)}>
      {job.function}
    </Link>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

const FACTS = {
  display: "grid",
  gridTemplateColumns: "minmax(96px, auto) 1fr",
  columnGap: 2,
  rowGap: 1,
  m: 0,
  mt: 2,
  fontSize: "0.8125rem",
  lineHeight: "20px",
  "& dt": { color: "text.secondary" },
  "& dd": { m: 0, overflowWrap: "anywhere", minWidth: 0 },
  "& dd .MuiIconButton-root": { my: -0.75, ml: 0.5 },
};
