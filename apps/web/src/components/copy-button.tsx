import CheckIcon from "@mui/icons-material/Check";
import ContentCopyIcon from "@mui/icons-material/ContentCopy";
import CloseIcon from "@mui/icons-material/Close";
import IconButton from "@mui/material/IconButton";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { copyText } from "../lib/clipboard.ts";
import { Tooltip } from "./tooltip.tsx";

const SHOWN_MS = 1500;

const ICONS = { idle: ContentCopyIcon, copied: CheckIcon, failed: CloseIcon };

interface CopyButtonProps {
  /** Or how to get it, where that costs something. */
  text: string | (() => string);
  /** Says what is copied, for example `Copy the key`. */
  label: string;
}

export function CopyButton({ text, label }: CopyButtonProps) {
  const { t } = useTranslation();
  const [state, setState] = useState<keyof typeof ICONS>("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    try {
      await copyText(typeof text === "string" ? text : text());
      setState("copied");
    } catch {
      setState("failed"); // the tooltip says it; there is nothing to mend
    }
  }

  const Icon = ICONS[state];
  const words = { idle: label, copied: t("copied"), failed: t("copyFailed") };
  return (
    <Tooltip title={words[state]}>
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
