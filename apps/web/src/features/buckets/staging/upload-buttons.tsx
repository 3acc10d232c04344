import CloudUploadIcon from "@mui/icons-material/CloudUpload";
import NoteAddIcon from "@mui/icons-material/NoteAdd";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { WITH_WORDS } from "../table/row-layout.ts";
import type { UploadActs } from "./use-upload-acts.ts";

interface UploadButtonsProps {
  acts: UploadActs;
  /** They have a line of their own, and room for their words. */
  isWide?: boolean;
}

/** `Select files` and `Upload`. */
export function UploadButtons({ acts, isWide = false }: UploadButtonsProps) {
  const { t } = useTranslation("buckets");
  return (
    <>
      <UploadButton
        label={t("toolbar.selectFiles")}
        icon={<NoteAddIcon fontSize="small" />}
        color="primary"
        isWide={isWide}
        onClick={acts.select}
      />
      <UploadButton
        label={t("toolbar.upload")}
        icon={<CloudUploadIcon fontSize="small" />}
        color="secondary"
        isWide={isWide}
        onClick={acts.upload}
      />
    </>
  );
}

interface UploadButtonProps {
  label: string;
  icon: ReactNode;
  color: "primary" | "secondary";
  isWide: boolean;
  onClick: () => void;
}

function UploadButton(props: UploadButtonProps) {
  const { label, icon, color, isWide, onClick } = props;
  return (
    <Button
      variant="contained"
      color={color}
      aria-label={label}
      title={isWide ? undefined : label}
      onClick={onClick}
      sx={isWide ? { flex: 1 } : NARROW}
    >
      {icon}
      <Box component="span" sx={isWide ? { ml: 1 } : WORD}>
        {label}
      </Box>
    </Button>
  );
}

/** Where there is little room, the icon alone. */
const NARROW = {
  minWidth: 36,
  px: 0,
  whiteSpace: "nowrap",
  [WITH_WORDS]: { px: 2 },
};

const WORD = {
  display: "none",
  [WITH_WORDS]: { display: "inline", ml: 1 },
};
