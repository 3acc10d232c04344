import { useTranslation } from "react-i18next";
import { Section } from "../../components/section.tsx";
import { usePreference } from "../../lib/preferences.ts";
import { Choice } from "./choice.tsx";

/** Keys that do something without Ctrl. Who speaks to the computer may want none of them. */
export function Keyboard() {
  const { t } = useTranslation("settings");
  const [isOn, setIsOn] = usePreference("shortcuts");
  return (
    <Section title={t("keyboard")}>
      <Choice
        label={t("shortcuts")}
        hint={t("shortcutsHint")}
        value={isOn ? "on" : "off"}
        choices={(["on", "off"] as const).map((value) => ({
          value,
          label: t(value),
        }))}
        onChoose={(value) => setIsOn(value === "on")}
      />
    </Section>
  );
}
