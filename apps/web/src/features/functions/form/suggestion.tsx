import Link from "@mui/material/Link";
import { useTranslation } from "react-i18next";

interface SuggestionProps {
  text: string;
  onTake: () => void;
}

/** What would be right, beside what is wrong: one click takes it. */
export function Suggestion({ text, onTake }: SuggestionProps) {
  const { t } = useTranslation("functions");
  return (
    <Link
      component="button"
      type="button"
      onClick={onTake}
      sx={{
        ml: 0.75,
        fontSize: "inherit",
        lineHeight: "inherit",
        verticalAlign: "baseline",
        fontWeight: 600,
        textDecoration: "underline",
        textUnderlineOffset: "3px",
      }}
    >
      {t("form.use", { text })}
    </Link>
  );
}
