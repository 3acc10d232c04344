import ArrowUpwardIcon from "@mui/icons-material/ArrowUpward";
import CloudUploadIcon from "@mui/icons-material/CloudUpload";
import DownloadIcon from "@mui/icons-material/Download";
import InboxOutlinedIcon from "@mui/icons-material/InboxOutlined";
import SearchOffIcon from "@mui/icons-material/SearchOff";
import Button from "@mui/material/Button";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../components/empty-state.tsx";
import { bucketsQuery } from "../../lib/shared-queries.ts";
import { shownText } from "../../lib/shown-text.ts";
import { placeOf } from "./staging/place-of.ts";
import { type ObjectFilter, parentOf } from "./use-bucket-view.ts";

/** The bucket that the tutorial's first function reads, and the video for it. */
const EXAMPLE = {
  bucket: "split-video-in",
  file: "shapes.mp4",
  url: "/examples/video-process/shapes.mp4",
};

interface EmptyBucketProps {
  bucket: string;
  filter: ObjectFilter;
  onUpload: () => void;
  onClearSearch: () => void;
  onOpenFolder: (folder: string) => void;
}

/** In the place of rows: nothing is here, or nothing matches; and what to do then. */
export function EmptyBucket(props: EmptyBucketProps) {
  const { bucket, filter, onClearSearch, onOpenFolder } = props;
  const { folder = "", search } = filter;
  const { t } = useTranslation("buckets");
  if (search !== "") {
    return (
      <EmptyState icon={SearchOffIcon} title={t("empty.noMatch", { search })}>
        <Button variant="outlined" onClick={onClearSearch}>
          {t("empty.clearSearch")}
        </Button>
      </EmptyState>
    );
  }
  if (folder === "") return <NoFiles {...props} />;
  return (
    <EmptyState
      icon={InboxOutlinedIcon}
      title={t("empty.folder", { folder: shownText(folder) })}
      hint={t("empty.hint")}
    >
      <Button
        variant="outlined"
        startIcon={<ArrowUpwardIcon />}
        onClick={() => onOpenFolder(parentOf(folder))}
      >
        {t("empty.up", { place: placeOf(bucket, parentOf(folder)) })}
      </Button>
    </EmptyState>
  );
}

function NoFiles({ bucket, onUpload }: EmptyBucketProps) {
  const { t } = useTranslation("buckets");
  const use = useUse(bucket);
  return (
    <EmptyState
      icon={InboxOutlinedIcon}
      title={t("empty.title")}
      hint={[use, t("empty.hint")].filter(Boolean).join(" ")}
    >
      <Button
        variant="contained"
        color="secondary"
        startIcon={<CloudUploadIcon />}
        onClick={onUpload}
      >
        {t("empty.upload")}
      </Button>
      {bucket === EXAMPLE.bucket && (
        <Button
          variant="outlined"
          startIcon={<DownloadIcon />}
          href={EXAMPLE.url}
          download={EXAMPLE.file}
        >
          {t("empty.sample", { file: EXAMPLE.file })}
        </Button>
      )}
    </EmptyState>
  );
}

/** What will happen here, since functions read the bucket or write into it. */
function useUse(name: string): string {
  const { t } = useTranslation("buckets");
  const { data: buckets = [] } = useQuery(bucketsQuery());
  const usedBy = buckets.find((bucket) => bucket.name === name)?.usedBy ?? [];
  return usedBy
    .map((use) =>
      t(use.as === "input" ? "empty.starts" : "empty.written", {
        name: use.function,
      }),
    )
    .join(" ");
}
