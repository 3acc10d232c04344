import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { FullPage } from "./full-page.tsx";

/** A page that could not be loaded (a new version was deployed), or that broke. */
export function CrashPage({ error }: { error: unknown }) {
  const { t } = useTranslation();
  const isLoadFailure =
    error instanceof TypeError && /import|module|fetch/i.test(error.message);
  return (
    <FullPage
      title={isLoadFailure ? t("crash.outdated") : t("crash.title")}
      text={isLoadFailure ? t("crash.outdatedText") : t("crash.text")}
    >
      <Button variant="contained" onClick={() => window.location.reload()}>
        {t("crash.reload")}
      </Button>
    </FullPage>
  );
}
