import BrokenImageIcon from "@mui/icons-material/BrokenImage";
import Box from "@mui/material/Box";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { shownText } from "../../../lib/shown-text.ts";
import { Message } from "./message.tsx";

interface MediaProps {
  url: string;
  name: string;
}

export function Picture({ url, name }: MediaProps) {
  const { t } = useTranslation("buckets");
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken)
    return <Message icon={<BrokenImageIcon />} text={t("preview.broken")} />;
  return (
    <Box
      component="a"
      href={url}
      target="_blank"
      rel="noreferrer"
      title={t("preview.open")}
      sx={PICTURE}
    >
      <img src={url} alt={shownText(name)} onError={() => setIsBroken(true)} />
    </Box>
  );
}

export function Film({ url, name }: MediaProps) {
  const { t } = useTranslation("buckets");
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken)
    return <Message icon={<BrokenImageIcon />} text={t("preview.noFilm")} />;
  return (
    <Box
      component="video"
      controls
      preload="metadata"
      src={url}
      aria-label={shownText(name)}
      onError={() => setIsBroken(true)}
      sx={FILM}
    />
  );
}

export function Sound({ url, name }: MediaProps) {
  const { t } = useTranslation("buckets");
  const [isBroken, setIsBroken] = useState(false);
  if (isBroken)
    return <Message icon={<BrokenImageIcon />} text={t("preview.noSound")} />;
  return (
    <Box
      component="audio"
      controls
      preload="metadata"
      src={url}
      aria-label={shownText(name)}
      onError={() => setIsBroken(true)}
      sx={{ width: "100%", display: "block" }}
    />
  );
}

/** As high before it is there as most are: what is below does not jump. */
const PICTURE = {
  display: "grid",
  placeItems: "center",
  minHeight: 240,
  borderRadius: 1,
  overflow: "hidden",
  bgcolor: "background.default",
  "& img": {
    maxWidth: "100%",
    maxHeight: 420,
    display: "block",
    // Squares, so that what is transparent is seen to be so.
    background:
      "repeating-conic-gradient(var(--mui-palette-divider) 0% 25%, transparent 0% 50%) 0 0 / 16px 16px",
  },
};

const FILM = {
  display: "block",
  width: "100%",
  minHeight: 240,
  maxHeight: 420,
  bgcolor: "#000",
  borderRadius: 1,
};
