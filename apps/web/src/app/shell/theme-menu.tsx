import Brightness6Icon from "@mui/icons-material/Brightness6";
import { useColorScheme } from "@mui/material/styles";
import { useTranslation } from "react-i18next";
import { BarMenu } from "./bar-menu.tsx";

export function ThemeMenu() {
  const { t } = useTranslation();
  const { mode = "system", setMode } = useColorScheme();
  return (
    <BarMenu
      label={t("theme.label")}
      icon={<Brightness6Icon fontSize="small" />}
      choices={[
        { value: "system", label: t("theme.system") },
        { value: "light", label: t("theme.light") },
        { value: "dark", label: t("theme.dark") },
      ]}
      value={mode}
      onChoose={setMode}
    />
  );
}
