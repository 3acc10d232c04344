import { useTranslation } from "react-i18next";
import { useParams } from "react-router";
import { Page } from "../../components/page.tsx";

export function BucketPage() {
  const { bucket = "" } = useParams();
  const { t } = useTranslation();
  return <Page title={bucket}>{t("nav.storage")}</Page>;
}
