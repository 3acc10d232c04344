import TranslateIcon from "@mui/icons-material/Translate";
import { useTranslation } from "react-i18next";
import {
  changeLanguage,
  currentLanguage,
  type Language,
  LANGUAGES,
} from "../../lib/i18n.ts";
import { showFailure } from "../../components/messages.tsx";
import { BarMenu } from "./bar-menu.tsx";

export function LanguageMenu() {
  const { t } = useTranslation();
  const choices = Object.entries(LANGUAGES).map(([value, label]) => ({
    value: value as Language,
    label,
  }));
  return (
    <BarMenu
      label={t("language")}
      icon={<TranslateIcon fontSize="small" />}
      choices={choices}
      value={currentLanguage()}
      onChoose={(language) =>
        void changeLanguage(language).catch((error: unknown) =>
          showFailure(error),
        )
      }
    />
  );
}
