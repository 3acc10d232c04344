import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { Page } from "../../components/page.tsx";
import { About } from "./about.tsx";
import { Appearance } from "./appearance.tsx";
import { Keyboard } from "./keyboard.tsx";
import { StatusProblems } from "./status-problems.tsx";

/** How this browser shows things, and how the console itself fares. */
export function SettingsPage() {
  const { t } = useTranslation("settings");
  return (
    <Page title={t("title")}>
      <Box sx={{ maxWidth: 760 }}>
        <Appearance />
        <Keyboard />
        <StatusProblems />
        <About />
      </Box>
    </Page>
  );
}
