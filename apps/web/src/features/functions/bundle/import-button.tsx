import FileUploadIcon from "@mui/icons-material/FileUpload";
import Button from "@mui/material/Button";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useImport } from "./use-import.ts";

/** Takes a function that was exported, here or at another console, into the form. */
export function ImportButton() {
  const { t } = useTranslation("functions");
  const input = useRef<HTMLInputElement>(null);
  const importFile = useImport();
  return (
    <>
      <Button
        size="small"
        startIcon={<FileUploadIcon />}
        onClick={() => input.current?.click()}
      >
        {t("bundle.import")}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".zip,application/zip"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) void importFile(file);
          event.target.value = ""; // so that the same file can be chosen again
        }}
      />
    </>
  );
}
