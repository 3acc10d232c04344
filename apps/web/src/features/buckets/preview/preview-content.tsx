import InsertDriveFileOutlinedIcon from "@mui/icons-material/InsertDriveFileOutlined";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import type { ObjectSummary } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../../components/error-state.tsx";
import { lazyPart } from "../../../components/later.tsx";
import { objectUrl } from "../download.ts";
import { Film, Picture, Sound } from "./media.tsx";
import { Message } from "./message.tsx";
import { headQuery, type ObjectHead } from "./preview-queries.ts";
import { TextContent } from "./text-content.tsx";

const ZipContent = lazyPart(
  async () => (await import("./zip-content.tsx")).ZipContent,
);

interface PreviewContentProps {
  bucket: string;
  object: ObjectSummary;
}

/** The object itself, where a browser can show what it is. */
export function PreviewContent({ bucket, object }: PreviewContentProps) {
  const { data, error, refetch } = useQuery(headQuery(bucket, object));
  if (error)
    return <ErrorState error={error} onRetry={() => void refetch()} isFlush />;
  if (!data) return <Skeleton variant="rounded" sx={{ height: 240 }} />;
  return <Content head={data} bucket={bucket} object={object} />;
}

interface ContentProps extends PreviewContentProps {
  head: ObjectHead;
}

function Content({ head, bucket, object }: ContentProps) {
  const { t } = useTranslation("buckets");
  const url = objectUrl(bucket, object.key);
  const icon = <InsertDriveFileOutlinedIcon />;
  switch (head.kind) {
    case "image":
      return <Picture url={url} name={object.key} />;
    case "video":
      return <Film url={url} name={object.key} />;
    case "audio":
      return <Sound url={url} name={object.key} />;
    case "text":
      return (
        <TextContent
          bucket={bucket}
          object={object}
          first={head.bytes ?? new Uint8Array()}
        />
      );
    case "zip":
      return <ZipContent bucket={bucket} object={object} />;
    case "pdf":
      return (
        <Message icon={icon} text={t("preview.pdf")}>
          <Button
            variant="outlined"
            href={url}
            target="_blank"
            rel="noreferrer"
          >
            {t("preview.open")}
          </Button>
        </Message>
      );
    case "empty":
      return <Message icon={icon} text={t("preview.empty")} />;
    case "unknown":
      return <Message icon={icon} text={t("preview.none")} />;
  }
}
