import FileUploadIcon from "@mui/icons-material/FileUpload";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useImport } from "./use-import.ts";

/** Takes a function that was exported, here or at another console, into the form. */
export function ImportButton() {
  const { t } = useTranslation("functions");
  const input = useRef<HTMLInputElement>(null);
  const importFile = useImport();
  const label = t("bundle.import");
  return (
    <>
      <Button
        size="small"
        aria-label={label}
        title={label}
        onClick={() => input.current?.click()}
        sx={{ minWidth: 36, px: { xs: 0, sm: 1.5 } }}
      >
        <FileUploadIcon fontSize="small" />
        <Box component="span" sx={WORD}>
          {label}
        </Box>
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

/** On a phone there is room for the icon alone. */
const WORD = { display: { xs: "none", sm: "inline" }, ml: 1 };
