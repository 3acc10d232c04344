import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import type { FunctionSummary } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { translateFault } from "../../../lib/error-text.ts";

interface FunctionNotesProps {
  shown: FunctionSummary;
  onBackfill: () => void;
}

/** What stands in the way of a function, and what it has left alone. */
export function FunctionNotes({ shown, onBackfill }: FunctionNotesProps) {
  const { t } = useTranslation("functions");
  const older = shown.notWatched ?? 0;
  return (
    <Box
      sx={{ display: "grid", gap: 1, mb: 2, "&:empty": { display: "none" } }}
    >
      {shown.problems.map((problem) => (
        <Alert key={problem} severity="warning" variant="outlined">
          {translateFault(problem)}
        </Alert>
      ))}
      {/* Whether it runs on them is the user's click. */}
      {older > 0 && (
        <Alert
          severity="info"
          variant="outlined"
          action={
            <Button color="inherit" size="small" onClick={onBackfill}>
              {t("runOnThem")}
            </Button>
          }
        >
          {t("notWatched", { count: older })}
        </Alert>
      )}
    </Box>
  );
}
