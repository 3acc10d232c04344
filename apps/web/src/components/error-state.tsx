import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { errorText, requestIdOf } from "../lib/error-text.ts";

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
}

/** In the place of what could not be loaded: why, and another try. */
export function ErrorState({ error, onRetry }: ErrorStateProps) {
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  return (
    <Alert
      severity="error"
      variant="outlined"
      sx={{ m: 2 }}
      action={
        <Button color="inherit" size="small" onClick={onRetry}>
          {t("retry")}
        </Button>
      }
    >
      {errorText(error)}
      {requestId && ` ${t("requestId", { id: requestId })}`}
    </Alert>
  );
}
