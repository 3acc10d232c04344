import BrokenImageIcon from "@mui/icons-material/BrokenImage";
import InsertDriveFileOutlinedIcon from "@mui/icons-material/InsertDriveFileOutlined";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Skeleton from "@mui/material/Skeleton";
import Typography from "@mui/material/Typography";
import type { ObjectSummary } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../../components/error-state.tsx";
import { objectUrl } from "../download.ts";
import { contentQuery, type ObjectContent } from "./preview-queries.ts";

interface PreviewContentProps {
  bucket: string;
  object: ObjectSummary;
}

/** The object itself: picture, film, or the beginning of a text. */
export function PreviewContent({ bucket, object }: PreviewContentProps) {
  const { data, error, refetch } = useQuery(contentQuery(bucket, object));
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton variant="rectangular" sx={{ height: 240 }} />;
  const url = objectUrl(bucket, object.key);
  return <Content content={data} url={url} name={object.key} />;
}

interface ContentProps {
  content: ObjectContent;
  url: string;
  name: string;
}

function Content({ content, url, name }: ContentProps) {
  const { t } = useTranslation("buckets");
  switch (content.kind) {
    case "image":
      return <Picture url={url} name={name} />;
    case "video":
      return (
        <Box
          component="video"
          controls
          preload="metadata"
          src={url}
          aria-label={name}
          sx={{
            width: "100%",
            maxHeight: 420,
            bgcolor: "#000",
            borderRadius: 1,
          }}
        />
      );
    case "text":
      return <TextBeginning text={content.text} isCut={content.isCut} />;
    case "pdf":
      return (
        <Message icon={<InsertDriveFileOutlinedIcon />} text={t("preview.pdf")}>
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
      return (
        <Message
          icon={<InsertDriveFileOutlinedIcon />}
          text={t("preview.empty")}
        />
      );
    case "unknown":
      return (
        <Message
          icon={<InsertDriveFileOutlinedIcon />}
          text={t("preview.none")}
        />
      );
  }
}

function Picture({ url, name }: { url: string; name: string }) {
  const { t } = useTranslation("buckets");
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken)
    return <Message icon={<BrokenImageIcon />} text={t("preview.broken")} />;
  return (
    <Box sx={PICTURE}>
      <img src={url} alt={name} onError={() => setIsBroken(true)} />
    </Box>
  );
}

function TextBeginning({ text, isCut }: { text: string; isCut: boolean }) {
  const { t } = useTranslation("buckets");
  return (
    <>
      <Box
        component="pre"
        tabIndex={0}
        role="region"
        aria-label={t("preview.text")}
        sx={TEXT}
      >
        {text}
      </Box>
      {isCut && (
        <Alert severity="info" sx={{ mt: 1, py: 0 }}>
          {t("preview.cut")}
        </Alert>
      )}
    </>
  );
}

interface MessageProps {
  icon: ReactNode;
  text: string;
  children?: ReactNode;
}

function Message({ icon, text, children }: MessageProps) {
  return (
    <Box sx={MESSAGE}>
      {icon}
      <Typography>{text}</Typography>
      {children}
    </Box>
  );
}

const PICTURE = {
  display: "grid",
  placeItems: "center",
  minHeight: 240,
  borderRadius: 1,
  overflow: "hidden",
  // Squares, so that what is transparent is seen to be so.
  background:
    "repeating-conic-gradient(var(--mui-palette-divider) 0% 25%, transparent 0% 50%) 0 0 / 16px 16px",
  "& img": { maxWidth: "100%", maxHeight: 420, display: "block" },
};

const TEXT = {
  m: 0,
  p: 1.5,
  maxHeight: 420,
  overflow: "auto",
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  bgcolor: "background.default",
  fontFamily:
    'ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace',
  fontSize: "0.8125rem",
  lineHeight: "20px",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
};

const MESSAGE = {
  display: "grid",
  placeContent: "center",
  justifyItems: "center",
  gap: 1.5,
  minHeight: 200,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  color: "text.secondary",
  textAlign: "center",
  p: 2,
};
