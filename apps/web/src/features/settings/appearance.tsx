import { useColorScheme } from "@mui/material/styles";
import { useTranslation } from "react-i18next";
import { showFailure } from "../../components/messages.tsx";
import { Section } from "../../components/section.tsx";
import {
  changeLanguage,
  currentLanguage,
  type Language,
  LANGUAGES,
} from "../../lib/i18n.ts";
import { ROWS_PER_PAGE, usePreference } from "../../lib/preferences.ts";
import { Choice } from "./choice.tsx";

/** How things look in this browser. */
export function Appearance() {
  const { t } = useTranslation(["settings", "common"]);
  const { mode = "system", setMode } = useColorScheme();
  return (
    <Section title={t("appearance")}>
      <Choice
        label={t("common:theme.label")}
        value={mode}
        choices={(["system", "light", "dark"] as const).map((value) => ({
          value,
          label: t(`common:theme.${value}`),
        }))}
        onChoose={setMode}
      />
      <Choice
        label={t("common:language")}
        value={currentLanguage()}
        choices={Object.entries(LANGUAGES).map(([value, label]) => ({
          value: value as Language,
          label,
        }))}
        onChoose={(language) =>
          void changeLanguage(language).catch(showFailure)
        }
      />
      <TableChoices />
    </Section>
  );
}

function TableChoices() {
  const { t } = useTranslation(["settings", "common"]);
  const [density, setDensity] = usePreference("density");
  const [times, setTimes] = usePreference("times");
  const [rows, setRows] = usePreference("rowsPerPage");
  return (
    <>
      <Choice
        label={t("density")}
        hint={t("densityHint")}
        value={density}
        choices={(["comfortable", "compact"] as const).map((value) => ({
          value,
          label: t(`densities.${value}`),
        }))}
        onChoose={setDensity}
      />
      <Choice
        label={t("times")}
        hint={t("timesHint")}
        value={times}
        choices={(["relative", "absolute"] as const).map((value) => ({
          value,
          label: t(`timeStyle.${value}`),
        }))}
        onChoose={setTimes}
      />
      <Choice
        label={t("rows")}
        value={rows}
        choices={ROWS_PER_PAGE.map((value) => ({
          value,
          label: value === -1 ? t("common:all") : String(value),
        }))}
        onChoose={setRows}
      />
    </>
  );
}
