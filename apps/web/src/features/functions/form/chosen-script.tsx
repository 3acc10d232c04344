import DescriptionIcon from "@mui/icons-material/Description";
import RemoveCircleOutlineIcon from "@mui/icons-material/RemoveCircleOutlineOutlined";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import { formatBytes } from "../../../lib/format.ts";
import { ITEM } from "./pair-list.tsx";

interface ChosenScriptProps {
  name: string;
  script: string;
  onRemove: () => void;
}

/** The chosen file under `File`, with a red minus. */
export function ChosenScript({ name, script, onRemove }: ChosenScriptProps) {
  const { t, i18n } = useTranslation("functions");
  const bytes = new Blob([script]).size;
  return (
    <Box sx={{ mt: 1 }}>
      <Typography variant="subtitle2" sx={{ color: "text.secondary", mb: 0.5 }}>
        {t("form.file")}
      </Typography>
      <Box sx={ITEM}>
        <DescriptionIcon fontSize="small" color="action" />
        <Box sx={{ flex: 1, minWidth: 0, overflowWrap: "anywhere" }}>
          {name}
        </Box>
        <Box sx={{ color: "text.secondary", fontSize: "0.8125rem" }}>
          {formatBytes(bytes, i18n.language)}
        </Box>
        <IconButton
          size="small"
          color="error"
          aria-label={t("form.remove", { name })}
          onClick={onRemove}
        >
          <RemoveCircleOutlineIcon fontSize="small" />
        </IconButton>
      </Box>
    </Box>
  );
}
