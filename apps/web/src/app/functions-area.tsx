import { useTranslation } from "react-i18next";
import { Page } from "../components/page.tsx";

export function FunctionsArea() {
  const { t } = useTranslation();
  return <Page title={t("nav.functions")}>{null}</Page>;
}
