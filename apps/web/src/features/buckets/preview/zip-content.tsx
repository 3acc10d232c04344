import FolderZipOutlinedIcon from "@mui/icons-material/FolderZipOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import type { ObjectSummary } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { BytesText } from "../../../components/bytes-text.tsx";
import { MiddleEllipsis } from "../../../components/middle-ellipsis.tsx";
import { formatBytes, formatNumber } from "../../../lib/format.ts";
import { Message } from "./message.tsx";
import { fetchBytes } from "./preview-queries.ts";
import { type ZipEntry, zipEntries } from "./zip-entries.ts";

/** Larger ones are fetched when the reader says so. */
const UNASKED_BYTES = 10 * 1024 * 1024;
/** The whole zip is in the page's memory while it is looked into. */
const MAX_BYTES = 100 * 1024 * 1024;
const MAX_ROWS = 1000;

interface ZipContentProps {
  bucket: string;
  object: ObjectSummary;
}

/** What is in a zip: names and sizes. */
export function ZipContent({ bucket, object }: ZipContentProps) {
  const { t, i18n } = useTranslation("buckets");
  const [isWanted, setIsWanted] = useState(object.size <= UNASKED_BYTES);
  const isTooLarge = object.size > MAX_BYTES;
  const { data, error } = useQuery({
    queryKey: ["zip", bucket, object.key, object.etag],
    queryFn: async ({ signal }) => {
      const wish = { from: 0, to: object.size, signal };
      const response = await fetchBytes(bucket, object, wish);
      return zipEntries(await response.arrayBuffer());
    },
    enabled: isWanted && !isTooLarge,
    staleTime: Infinity,
    retry: false,
  });
  const icon = <FolderZipOutlinedIcon />;
  const size = (bytes: number) => formatBytes(bytes, i18n.language);
  if (isTooLarge)
    return (
      <Message
        icon={icon}
        text={t("zipContent.tooLarge", { limit: size(MAX_BYTES) })}
      />
    );
  if (error) return <Message icon={icon} text={t("zipContent.broken")} />;
  if (data) return <Entries entries={data} />;
  if (isWanted) return <Skeleton variant="rectangular" sx={{ height: 240 }} />;
  return (
    <Message icon={icon} text={t("zipContent.large")}>
      <Button variant="outlined" onClick={() => setIsWanted(true)}>
        {t("zipContent.look", { size: size(object.size) })}
      </Button>
    </Message>
  );
}

function Entries({ entries }: { entries: ZipEntry[] }) {
  const { t, i18n } = useTranslation("buckets");
  const number = (value: number) => formatNumber(value, i18n.language);
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  const hidden = entries.length - MAX_ROWS;
  return (
    <>
      <Typography sx={{ fontWeight: 600, mb: 1 }}>
        {t("countAndSize", {
          count: entries.length,
          number: number(entries.length),
          size: formatBytes(bytes, i18n.language),
        })}
      </Typography>
      <Box
        component="ul"
        tabIndex={0}
        aria-label={t("zipContent.label")}
        data-scrolls
        sx={LIST}
      >
        {entries.slice(0, MAX_ROWS).map(({ name, size }, index) => (
          <Box component="li" key={index} sx={ENTRY}>
            <MiddleEllipsis text={name} />
            <BytesText bytes={size} />
          </Box>
        ))}
        {hidden > 0 && (
          <Box component="li" sx={ENTRY}>
            {t("andMore", { number: number(hidden) })}
          </Box>
        )}
      </Box>
    </>
  );
}

const LIST = {
  listStyle: "none",
  m: 0,
  p: 0,
  maxHeight: 420,
  overflowY: "auto",
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
};

const ENTRY = {
  display: "flex",
  justifyContent: "space-between",
  gap: 2,
  px: 1.5,
  py: 0.75,
  fontSize: "0.8125rem",
  lineHeight: "20px",
  fontVariantNumeric: "tabular-nums",
  "& + &": { borderTop: 1, borderColor: "divider" },
};
