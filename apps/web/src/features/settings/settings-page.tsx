import Box from "@mui/material/Box";
import { useColorScheme } from "@mui/material/styles";
import { useTranslation } from "react-i18next";
import { showFailure } from "../../components/messages.tsx";
import { Page } from "../../components/page.tsx";
import { Section } from "../../components/section.tsx";
import {
  changeLanguage,
  currentLanguage,
  type Language,
  LANGUAGES,
} from "../../lib/i18n.ts";
import { type Preferences, usePreference } from "../../lib/preferences.ts";
import { About } from "./about.tsx";
import { Choice } from "./choice.tsx";
import { StatusProblems } from "./status-problems.tsx";

export function SettingsPage() {
  const { t } = useTranslation("settings");
  return (
    <Page title={t("title")}>
      <Box sx={{ maxWidth: 760 }}>
        <StatusProblems />
        <Appearance />
        <About />
      </Box>
    </Page>
  );
}

function Appearance() {
  const { t } = useTranslation(["settings", "common"]);
  const { mode = "system", setMode } = useColorScheme();
  const [times, setTimes] = usePreference("times");
  const [rows, setRows] = usePreference("rowsPerPage");
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
          void changeLanguage(language).catch((error: unknown) =>
            showFailure(error),
          )
        }
      />
      <Choice
        label={t("times")}
        value={times}
        choices={(["relative", "absolute"] as const).map((value) => ({
          value,
          label: t(`timeStyle.${value}`),
        }))}
        onChoose={setTimes}
      />
      <Choice
        label={t("rows")}
        value={String(rows)}
        choices={["5", "10", "25", "-1"].map((value) => ({
          value,
          label: value === "-1" ? t("common:all") : value,
        }))}
        onChoose={(value) =>
          setRows(Number(value) as Preferences["rowsPerPage"])
        }
      />
    </Section>
  );
}
