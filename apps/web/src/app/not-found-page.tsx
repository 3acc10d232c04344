import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { paths } from "../lib/paths.ts";
import { FullPage } from "./full-page.tsx";

export function NotFoundPage() {
  const { t } = useTranslation();
  return (
    <FullPage title={t("notFound.title")} text={t("notFound.text")}>
      <Button variant="contained" component={Link} to={paths.dashboard()}>
        {t("notFound.home")}
      </Button>
    </FullPage>
  );
}
