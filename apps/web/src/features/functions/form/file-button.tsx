import NoteAddIcon from "@mui/icons-material/NoteAdd";
import Button from "@mui/material/Button";
import { useRef } from "react";
import { useTranslation } from "react-i18next";

interface FileButtonProps {
  /** A script is needed, or the one that was chosen will not do. */
  isFault: boolean;
  onChoose: (file: File) => void;
}

/** `Select a file`: opens the system's own dialog. */
export function FileButton({ isFault, onChoose }: FileButtonProps) {
  const { t } = useTranslation("functions");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="contained"
        endIcon={<NoteAddIcon />}
        data-fault={isFault || undefined}
        sx={{ flexShrink: 0 }}
        onClick={() => input.current?.click()}
      >
        {t("form.selectFile")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onChoose(file);
          event.target.value = ""; // so that the same file can be chosen again
        }}
      />
    </>
  );
}
