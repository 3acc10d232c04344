import Box from "@mui/material/Box";
import { bucketNameProblem } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { Trans, useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Page } from "../../components/page.tsx";
import { bucketsQuery } from "../../lib/shared-queries.ts";
import { ActivityStrip } from "./activity/activity-strip.tsx";
import { BucketContents } from "./bucket-contents.tsx";
import { DeleteBucket } from "./deleting/delete-bucket.tsx";
import { NoBucketPage } from "./no-bucket.tsx";
import { DropZone } from "./staging/drop-zone.tsx";
import { StagedList } from "./staging/staged-list.tsx";

/** One bucket: what is in it, what works on it, and how to add, take out and delete. */
export function BucketPage() {
  const { bucket = "" } = useParams();
  if (bucketNameProblem(bucket)) return <NoBucketPage name={bucket} />;
  // Another bucket is another page: nothing ticked, staged or searched goes along.
  return <KnownBucket key={bucket} bucket={bucket} />;
}

function KnownBucket({ bucket }: { bucket: string }) {
  const { t } = useTranslation("buckets");
  const { data: buckets } = useQuery(bucketsQuery());
  if (buckets && !buckets.some(({ name }) => name === bucket))
    return <NoBucketPage name={bucket} />;
  return (
    <Page
      title={bucket}
      heading={
        <Box component="span" sx={HEADING}>
          <Trans t={t} i18nKey="heading" values={{ name: bucket }}>
            Bucket <strong>{bucket}</strong>:
          </Trans>
        </Box>
      }
      actions={
        <>
          <ActivityStrip bucket={bucket} />
          <DeleteBucket bucket={bucket} />
        </>
      }
    >
      <StagedList bucket={bucket} />
      <BucketContents bucket={bucket} />
      <DropZone bucket={bucket} />
    </Page>
  );
}

const HEADING = {
  fontWeight: 400,
  overflowWrap: "anywhere",
  "& strong": { fontWeight: 700 },
};
