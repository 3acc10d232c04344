import RemoveCircleOutlineIcon from "@mui/icons-material/RemoveCircleOutlineOutlined";
import ButtonBase from "@mui/material/ButtonBase";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import Typography from "@mui/material/Typography";
import { useTranslation } from "react-i18next";
import type { Pair } from "./form-values.ts";

interface PairListProps {
  title: string;
  pairs: Pair[];
  isSecret: boolean;
  onEdit: (index: number) => void;
  onRemove: (index: number) => void;
}

/** What was ticked: `KEY:value`, which can be changed, each with a red minus. */
export function PairList(props: PairListProps) {
  const { title, pairs, isSecret, onEdit, onRemove } = props;
  const { t } = useTranslation("functions");
  if (pairs.length === 0) return null;
  return (
    <Box sx={{ mb: 1 }}>
      <Typography variant="subtitle2" sx={{ color: "text.secondary" }}>
        {title}
      </Typography>
      <Box component="ul" aria-label={title} sx={LIST}>
        {pairs.map(({ key, value, isKept, isMissing }, index) => (
          <Box component="li" key={key} sx={ITEM}>
            <ButtonBase
              title={t("form.change", { name: key })}
              onClick={() => onEdit(index)}
              sx={TEXT}
            >
              {isSecret
                ? `${key}: ${t(isMissing ? "form.secretNeeded" : isKept ? "form.secretKept" : "form.secretSet")}`
                : `${key}:${value}`}
            </ButtonBase>
            <IconButton
              size="small"
              color="error"
              aria-label={t("form.remove", { name: key })}
              onClick={() => onRemove(index)}
            >
              <RemoveCircleOutlineIcon fontSize="small" />
            </IconButton>
          </Box>
        ))}
      </Box>
    </Box>
  );
}

const TEXT = {
  flex: 1,
  minWidth: 0,
  minHeight: 28,
  justifyContent: "flex-start",
  textAlign: "left",
  font: "inherit",
  whiteSpace: "pre-wrap",
  overflowWrap: "anywhere",
  borderRadius: 0.5,
  "&:hover": { textDecoration: "underline" },
};

const LIST = {
  listStyle: "none",
  m: 0,
  mt: 0.5,
  p: 0,
  display: "grid",
  gap: 0.5,
};

export const ITEM = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  minHeight: 36,
  pl: 1.5,
  pr: 0.5,
  borderRadius: 1,
  bgcolor: "action.hover",
};
