import CloseIcon from "@mui/icons-material/Close";
import DeleteForeverIcon from "@mui/icons-material/DeleteForever";
import DownloadIcon from "@mui/icons-material/Download";
import KeyboardArrowDownIcon from "@mui/icons-material/KeyboardArrowDown";
import KeyboardArrowUpIcon from "@mui/icons-material/KeyboardArrowUp";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Drawer from "@mui/material/Drawer";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import type { ObjectSummary } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactNode, useEffect, useId } from "react";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../../components/tooltip.tsx";
import { objectQuery } from "../bucket-queries.ts";
import { downloadObject, objectUrl } from "../download.ts";
import type { Listing } from "../listing/listing.ts";
import { ObjectFacts } from "./object-facts.tsx";
import { PreviewContent } from "./preview-content.tsx";

interface PreviewDrawerProps {
  bucket: string;
  /** The object's key; none while the drawer is closed. */
  shownKey: string | undefined;
  listing: Listing;
  onShow: (key: string) => void;
  onClose: () => void;
  onDelete: (object: ObjectSummary) => void;
}

/** One object beside the list; arrow keys go to the ones before and after it. */
export function PreviewDrawer(props: PreviewDrawerProps) {
  const { shownKey, onClose } = props;
  const titleId = useId();
  return (
    <Drawer
      anchor="right"
      open={shownKey !== undefined}
      onClose={onClose}
      slotProps={{
        paper: {
          role: "dialog",
          "aria-modal": true,
          "aria-labelledby": titleId,
          sx: { width: { xs: "100%", sm: 480 }, maxWidth: "100%" },
        },
      }}
    >
      {shownKey !== undefined && (
        <Preview {...props} shownKey={shownKey} titleId={titleId} />
      )}
    </Drawer>
  );
}

interface PreviewProps extends PreviewDrawerProps {
  shownKey: string;
  titleId: string;
}

function Preview(props: PreviewProps) {
  const { bucket, shownKey, listing, onShow, titleId } = props;
  const { t } = useTranslation(["buckets", "common"]);
  const index = listing.indexOf(shownKey);
  const listed = index === -1 ? undefined : listing.rowAt(index);
  const alone = useQuery({
    ...objectQuery(bucket, shownKey),
    enabled: listed === undefined,
  });
  const object = listed ?? alone.data;
  const previous = index > 0 ? listing.rowAt(index - 1)?.key : undefined;
  const next = index === -1 ? undefined : listing.rowAt(index + 1)?.key;
  usePrefetchedPicture(bucket, next);

  function goByKey(event: KeyboardEvent) {
    const to = STEPS[event.key] === 1 ? next : previous;
    if (!STEPS[event.key] || to === undefined) return;
    // Arrows scroll a text and seek in a film.
    if ((event.target as HTMLElement).closest("pre, video")) return;
    event.preventDefault();
    onShow(to);
  }
  return (
    <Box onKeyDown={goByKey} sx={FRAME}>
      <Box sx={HEADER}>
        <Typography id={titleId} variant="h2" sx={TITLE}>
          {shownKey.slice(shownKey.lastIndexOf("/") + 1)}
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
        <IconButton
          aria-label={t("common:close")}
          onClick={props.onClose}
          autoFocus
        >
          <CloseIcon />
        </IconButton>
      </Box>
      <Box sx={{ flex: 1, overflowY: "auto", p: 2 }} tabIndex={-1}>
        {object && (
          <>
            <PreviewContent
              key={`${object.key} ${object.etag}`}
              bucket={bucket}
              object={object}
            />
            <ObjectFacts bucket={bucket} object={object} />
          </>
        )}
        {object === null && (
          <Alert severity="info">{t("common:errors.object_not_found")}</Alert>
        )}
      </Box>
      {object && (
        <Acts bucket={bucket} object={object} onDelete={props.onDelete} />
      )}
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
    <Box sx={FOOTER}>
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
      <span>
        <IconButton
          aria-label={label}
          disabled={to === undefined}
          onClick={() => to !== undefined && onShow(to)}
        >
          {children}
        </IconButton>
      </span>
    </Tooltip>
  );
}

/** The picture that is likely wanted next is there when it is. */
function usePrefetchedPicture(bucket: string, key: string | undefined): void {
  useEffect(() => {
    if (!key || !/\.(png|jpe?g|gif|webp)$/i.test(key)) return;
    new Image().src = objectUrl(bucket, key);
  }, [bucket, key]);
}

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowDown: 1,
};

const FRAME = { display: "flex", flexDirection: "column", height: "100%" };

const HEADER = {
  display: "flex",
  alignItems: "center",
  gap: 0.5,
  minHeight: 56,
  pl: 2,
  pr: 1,
  borderBottom: 1,
  borderColor: "divider",
};

/** The last part of the key, in two lines at most; the facts below have all of it. */
const TITLE = {
  flex: 1,
  minWidth: 0,
  my: 1,
  overflowWrap: "anywhere",
  overflow: "hidden",
  display: "-webkit-box",
  WebkitBoxOrient: "vertical",
  WebkitLineClamp: "2",
} as const;

const FOOTER = {
  display: "flex",
  gap: 1,
  p: 2,
  borderTop: 1,
  borderColor: "divider",
};
