import CloseIcon from "@mui/icons-material/Close";
import DeleteForeverIcon from "@mui/icons-material/DeleteForever";
import DownloadIcon from "@mui/icons-material/Download";
import KeyboardArrowDownIcon from "@mui/icons-material/KeyboardArrowDown";
import KeyboardArrowUpIcon from "@mui/icons-material/KeyboardArrowUp";
import OpenInNewIcon from "@mui/icons-material/OpenInNew";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import type { ObjectSummary } from "@oscar/contracts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../../components/tooltip.tsx";
import { shownText } from "../../../lib/shown-text.ts";
import { downloadObject, objectUrl } from "../download.ts";

interface PreviewHeaderProps {
  bucket: string;
  shownKey: string;
  /** Undefined while it is not known, or is gone. */
  object: ObjectSummary | undefined;
  previous: string | undefined;
  next: string | undefined;
  onShow: (key: string) => void;
  onClose: () => void;
  onDelete: (object: ObjectSummary) => void;
}

/** The name, the way on and back, and what one does with an object. */
export function PreviewHeader(props: PreviewHeaderProps) {
  const { shownKey, previous, next, onShow, onClose } = props;
  const { t } = useTranslation(["buckets", "common"]);
  return (
    <Box sx={{ borderBottom: 1, borderColor: "divider", pl: 2, pr: 1, pb: 1 }}>
      <Box sx={{ display: "flex", alignItems: "center", minHeight: 52 }}>
        <Typography variant="h2" sx={TITLE}>
          {shownText(shownKey.slice(shownKey.lastIndexOf("/") + 1))}
        </Typography>
        <Step
          label={t("buckets:preview.previous")}
          to={previous}
          onShow={onShow}
        >
          <KeyboardArrowUpIcon />
        </Step>
        <Step label={t("buckets:preview.next")} to={next} onShow={onShow}>
          <KeyboardArrowDownIcon />
        </Step>
        <Tooltip title={t("common:close")}>
          <IconButton aria-label={t("common:close")} onClick={onClose}>
            <CloseIcon />
          </IconButton>
        </Tooltip>
      </Box>
      {props.object && <Acts {...props} object={props.object} />}
    </Box>
  );
}

interface ActsProps {
  bucket: string;
  object: ObjectSummary;
  onDelete: (object: ObjectSummary) => void;
}

function Acts({ bucket, object, onDelete }: ActsProps) {
  const { t } = useTranslation("buckets");
  return (
    <Box sx={ACTS}>
      <Button
        variant="contained"
        startIcon={<DownloadIcon />}
        onClick={() => downloadObject(bucket, object.key)}
      >
        {t("selection.downloadOne")}
      </Button>
      <Button
        variant="outlined"
        color="error"
        startIcon={<DeleteForeverIcon />}
        onClick={() => onDelete(object)}
      >
        {t("preview.delete")}
      </Button>
      <Box sx={{ flex: 1 }} />
      <Tooltip title={t("preview.open")}>
        <IconButton
          component="a"
          href={objectUrl(bucket, object.key)}
          target="_blank"
          rel="noreferrer"
          aria-label={t("preview.open")}
        >
          <OpenInNewIcon fontSize="small" />
        </IconButton>
      </Tooltip>
    </Box>
  );
}

interface StepProps {
  label: string;
  to: string | undefined;
  onShow: (key: string) => void;
  children: ReactNode;
}

function Step({ label, to, onShow, children }: StepProps) {
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        disabled={to === undefined}
        onClick={() => to !== undefined && onShow(to)}
      >
        {children}
      </IconButton>
    </Tooltip>
  );
}

const ACTS = {
  display: "flex",
  gap: 1,
  pr: 1,
  "& .MuiButton-root": { px: { xs: 1.5, sm: 2 }, whiteSpace: "nowrap" },
};

/** The last part of the key, in two lines at most; the facts below have all of it. */
const TITLE = {
  flex: 1,
  minWidth: 0,
  my: 0.5,
  overflowWrap: "anywhere",
  overflow: "hidden",
  display: "-webkit-box",
  WebkitBoxOrient: "vertical",
  WebkitLineClamp: "2",
} as const;
