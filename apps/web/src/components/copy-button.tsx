import CheckIcon from "@mui/icons-material/Check";
import ContentCopyIcon from "@mui/icons-material/ContentCopy";
import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../lib/clipboard.ts";
import { showFailure } from "./messages.tsx";

const CONFIRMED_MS = 1500;

interface CopyButtonProps {
  /** Or how to get it, where that costs something. */
  text: string | (() => string);
  /** Says what is copied, for example `Copy the key`. */
  label: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation();
  const [isCopied, setIsCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setIsCopied(false), CONFIRMED_MS);
    return () => clearTimeout(timer);
  }, [isCopied]);

  async function copy() {
    try {
      await copyText(typeof text === "string" ? text : text());
      setIsCopied(true);
    } catch (error) {
      showFailure(error, { text: t("copyFailed") });
    }
  }

  const Icon = isCopied ? CheckIcon : ContentCopyIcon;
  return (
    <Tooltip title={isCopied ? t("copied") : label}>
      <IconButton
        size="small"
        color="inherit"
        aria-label={label}
        onClick={() => void copy()}
      >
        <Icon sx={{ fontSize: 16 }} />
      </IconButton>
    </Tooltip>
  );
}
