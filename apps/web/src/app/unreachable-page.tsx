import Button from "@mui/material/Button";
import { isAppError } from "@oscar/contracts";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../lib/error-text.ts";
import { FullPage } from "./full-page.tsx";

const RETRY_MS = 3000;

interface UnreachablePageProps {
  error: unknown;
  onRetry: () => unknown;
}

/** Shown while the server does not answer; goes on by itself when it does again. */
export function UnreachablePage({ error, onRetry }: UnreachablePageProps) {
  const { t } = useTranslation();
  const isDown = isAppError(error, "unavailable");
  useEffect(() => {
    const timer = setInterval(() => void onRetry(), RETRY_MS);
    return () => clearInterval(timer);
  }, [onRetry]);
  return (
    <main>
      <FullPage
        title={isDown ? t("unreachable.title") : t("unreachable.failed")}
        text={isDown ? t("unreachable.text") : errorText(error)}
      >
        <Button variant="contained" onClick={() => void onRetry()}>
          {t("retry")}
        </Button>
      </FullPage>
    </main>
  );
}
