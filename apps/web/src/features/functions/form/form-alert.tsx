import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import { isAppError } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { errorText, requestIdOf } from "../../../lib/error-text.ts";
import type { FunctionFormState } from "./use-function-form.ts";

/** Why the function was not saved, where no field can say it; and what others have done meanwhile. */
export function FormAlert({ state }: { state: FunctionFormState }) {
  const { t } = useTranslation(["functions", "common"]);
  const { problem, conflict } = state;
  if (conflict.isOutdated)
    return (
      <Alert
        severity="warning"
        action={
          <Button
            color="inherit"
            size="small"
            onClick={() => void conflict.open()}
          >
            {t("form.conflict.compare")}
          </Button>
        }
      >
        {t("form.conflict.outdated")}
      </Alert>
    );
  if (!problem || isAppError(problem, "generation_conflict")) return null;
  const requestId = requestIdOf(problem);
  return (
    <Alert
      severity="error"
      ref={(element) => element?.scrollIntoView({ block: "nearest" })}
    >
      {errorText(problem)}
      {isAppError(problem, "internal", "unavailable") &&
        requestId &&
        ` ${t("common:requestId", { id: requestId })}`}
    </Alert>
  );
}
