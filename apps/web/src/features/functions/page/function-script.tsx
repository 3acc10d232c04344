import DownloadIcon from "@mui/icons-material/Download";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { OscarFunction } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../components/copy-button.tsx";
import { ScriptView } from "../../../components/script-view.tsx";
import { saveText } from "../../../lib/save-text.ts";

export function FunctionScript({ shown }: { shown: OscarFunction }) {
  const { t } = useTranslation("functions");
  return (
    <Box sx={{ p: 2 }}>
      <Box sx={{ display: "flex", justifyContent: "flex-end", gap: 1, mb: 1 }}>
        <CopyButton text={shown.script} label={t("copyScript")} />
        <Button
          size="small"
          startIcon={<DownloadIcon />}
          onClick={() => saveText(`${shown.name}.sh`, shown.script)}
        >
          {t("downloadScript")}
        </Button>
      </Box>
      <ScriptView value={shown.script} label={t("tabs.script")} />
    </Box>
  );
}
