import CloudUploadIcon from "@mui/icons-material/CloudUpload";
import DownloadIcon from "@mui/icons-material/Download";
import InboxOutlinedIcon from "@mui/icons-material/InboxOutlined";
import SearchOffIcon from "@mui/icons-material/SearchOff";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../components/empty-state.tsx";

/** The bucket that the tutorial's first function reads, and the video for it. */
const EXAMPLE = {
  bucket: "split-video-in",
  file: "shapes.mp4",
  url: "/examples/video-process/shapes.mp4",
};

interface EmptyBucketProps {
  bucket: string;
  search: string;
  onUpload: () => void;
  onClearSearch: () => void;
}

/** In the place of rows: nothing is here, or nothing matches; and what to do then. */
export function EmptyBucket(props: EmptyBucketProps) {
  const { bucket, search, onUpload, onClearSearch } = props;
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
  return (
    <EmptyState
      icon={InboxOutlinedIcon}
      title={t("empty.title")}
      hint={t("empty.hint")}
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
