import { useTranslation } from "react-i18next";
import { Page } from "../../components/page.tsx";

export function JobPage() {
  const { t } = useTranslation();
  return <Page title={t("nav.dashboard")}>{null}</Page>;
}
