import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import { isAppError } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { errorText, requestIdOf } from "../../../lib/error-text.ts";
import type { FunctionFormState } from "./use-function-form.ts";

/** Why the function was not saved, where no field can say it, and what mends that. */
export function FormAlert({ state }: { state: FunctionFormState }) {
  const { t } = useTranslation(["functions", "common"]);
  const { problem } = state;
  if (!problem) return null;
  const requestId = requestIdOf(problem);
  const isConflict = isAppError(problem, "generation_conflict");
  return (
    <Alert
      severity="error"
      ref={(element) => element?.scrollIntoView({ block: "nearest" })}
      action={
        isConflict && (
          <>
            <Button
              color="inherit"
              size="small"
              onClick={() => void state.loadLatest()}
            >
              {t("form.loadTheirs")}
            </Button>
            <Button
              color="inherit"
              size="small"
              onClick={() => void state.keepMine()}
            >
              {t("form.keepMine")}
            </Button>
          </>
        )
      }
    >
      {errorText(problem)}
      {isAppError(problem, "internal", "unavailable") &&
        requestId &&
        ` ${t("common:requestId", { id: requestId })}`}
    </Alert>
  );
}
