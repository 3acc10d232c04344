import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { FunctionSummary } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { showFailure, showSuccess } from "../../../components/messages.tsx";
import { useBackfill } from "../functions-queries.ts";

/** What stands in the way of a function, and what it has left alone. */
export function FunctionNotes({ shown }: { shown: FunctionSummary }) {
  return (
    <Box
      sx={{ display: "grid", gap: 1, mb: 2, "&:empty": { display: "none" } }}
    >
      {shown.problems.map((problem) => (
        <Alert key={problem} severity="warning" variant="outlined">
          {problem}
        </Alert>
      ))}
      {(shown.notWatched ?? 0) > 0 && <OlderObjects shown={shown} />}
    </Box>
  );
}

/** Objects from before the function: whether it runs on them is the user's click. */
function OlderObjects({ shown }: { shown: FunctionSummary }) {
  const { t } = useTranslation("functions");
  const backfill = useBackfill(shown.name);
  return (
    <Alert
      severity="info"
      variant="outlined"
      action={
        <Button
          color="inherit"
          size="small"
          loading={backfill.isPending}
          onClick={() =>
            backfill.mutate(false, {
              onSuccess: ({ queued }) =>
                showSuccess(t("backfilled", { count: queued })),
              onError: (error) => showFailure(error),
            })
          }
        >
          {t("runOnThem")}
        </Button>
      }
    >
      {t("notWatched", { count: shown.notWatched ?? 0 })}
    </Alert>
  );
}
