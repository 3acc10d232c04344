import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ErrorState } from "../../components/error-state.tsx";
import { ProblemList } from "../../components/problem-list.tsx";
import { LATE } from "../../components/row-skeletons.tsx";
import { Section } from "../../components/section.tsx";
import { statusQuery } from "../../lib/shared-queries.ts";

/** What an operator should know about store and runner, and what to do about it. */
export function StatusProblems() {
  const { t } = useTranslation("settings");
  const { data: problems, error, refetch } = useQuery(statusQuery());
  return (
    <Section title={t("state")}>
      {error && !problems && (
        <Box sx={{ px: 2, pb: 2 }}>
          <ErrorState error={error} onRetry={() => void refetch()} isFlush />
        </Box>
      )}
      {!problems && !error && (
        <Box aria-busy sx={[LATE, { px: 2, pb: 2 }]}>
          <Skeleton variant="rounded" height={50} />
        </Box>
      )}
      {problems && (
        <Box sx={{ display: "grid", gap: 1, px: 2, pb: 2 }}>
          {problems.length === 0 && (
            <Alert severity="success" variant="outlined">
              {t("allWell")}
            </Alert>
          )}
          <ProblemList problems={problems} />
        </Box>
      )}
    </Section>
  );
}
