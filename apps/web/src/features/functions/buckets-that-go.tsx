import Box from "@mui/material/Box";
import type { BucketUsage } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../lib/format.ts";
import type { SharedBucket } from "./use-own-buckets.ts";

interface BucketsThatGoProps {
  own: { bucket: string; usage: BucketUsage | undefined }[];
  shared: SharedBucket[];
}

/** What ticking the box means, bucket by bucket. */
export function BucketsThatGo({ own, shared }: BucketsThatGoProps) {
  const { t, i18n } = useTranslation("functions");
  return (
    <Box component="ul" sx={LIST}>
      {own.map(({ bucket, usage }) => (
        <li key={bucket}>
          <b>{bucket}</b>:{" "}
          {usage
            ? t("bucketHolds", {
                count: usage.objects,
                size: formatBytes(usage.bytes, i18n.language),
              })
            : t("counting")}
        </li>
      ))}
      {shared.map(({ bucket, with: other }) => (
        <li key={bucket}>
          <b>{bucket}</b>: {t("bucketStays", { name: other })}
        </li>
      ))}
    </Box>
  );
}

const LIST = {
  m: 0,
  pl: 5.5,
  color: "text.secondary",
  fontSize: "0.8125rem",
  lineHeight: "20px",
  "& b": { fontWeight: 600, color: "text.primary" },
};
