import Alert from "@mui/material/Alert";
import AlertTitle from "@mui/material/AlertTitle";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../components/error-state.tsx";
import { Section } from "../../components/section.tsx";
import { statusQuery } from "../../lib/shared-queries.ts";

/** What an operator should know about store and runner, and what to do about it. */
export function StatusProblems() {
  const { t } = useTranslation("settings");
  const { data: problems, error, refetch } = useQuery(statusQuery());
  return (
    <Section title={t("state")}>
      {error && !problems && (
        <ErrorState error={error} onRetry={() => void refetch()} />
      )}
      {problems?.length === 0 && (
        <Alert severity="success" variant="outlined" sx={{ mx: 2, mb: 2 }}>
          {t("allWell")}
        </Alert>
      )}
      {problems?.map(({ code, message, help }) => (
        <Alert
          key={code}
          severity="warning"
          variant="outlined"
          sx={{ mx: 2, mb: 2 }}
        >
          <AlertTitle sx={{ fontSize: "0.875rem", mb: 0.25 }}>
            {message}
          </AlertTitle>
          {help}
        </Alert>
      ))}
    </Section>
  );
}
