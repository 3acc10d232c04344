import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { useTranslation } from "react-i18next";
import { errorText, requestIdOf } from "../lib/error-text.ts";
import { CopyButton } from "./copy-button.tsx";

interface ErrorStateProps {
  error: unknown;
  onRetry: () => void;
  /** Its place leaves room around it already. */
  isFlush?: boolean;
}

/** In the place of what could not be loaded: why, another try, and what to tell who helps. */
export function ErrorState(props: ErrorStateProps) {
  const { error, onRetry, isFlush = false } = props;
  const { t } = useTranslation();
  const requestId = requestIdOf(error);
  return (
    <Alert
      severity="error"
      variant="outlined"
      sx={[FRAME, isFlush && { m: 0 }]}
      action={
        <Button
          color="inherit"
          variant="outlined"
          size="small"
          onClick={onRetry}
        >
          {t("retry")}
        </Button>
      }
    >
      {errorText(error)}
      {requestId && (
        <Box sx={ID}>
          {t("requestId", { id: requestId })}
          <CopyButton text={requestId} label={t("copyRequestId")} />
        </Box>
      )}
    </Alert>
  );
}

const FRAME = {
  m: 2,
  bgcolor: "background.paper",
  // On a phone the button stands below the words.
  flexWrap: { xs: "wrap", sm: "nowrap" },
  "& .MuiAlert-message": { flex: 1, minWidth: 160, overflowWrap: "anywhere" },
  "& .MuiAlert-action": { ml: { xs: 4, sm: 2 }, mr: 0, pl: 0 },
};

const ID = {
  display: "flex",
  alignItems: "center",
  color: "text.secondary",
  fontSize: "0.75rem",
};
