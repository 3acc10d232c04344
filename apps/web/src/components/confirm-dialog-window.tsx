import WarningAmberIcon from "@mui/icons-material/WarningAmber";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../lib/error-text.ts";

interface ConfirmDialogProps {
  isOpen: boolean;
  title: string;
  /** What goes, counted. */
  children: ReactNode;
  /** Names the act: `Delete 136 files`. */
  confirmLabel: string;
  isBusy: boolean;
  /** Why the last try failed. */
  error?: unknown;
  onConfirm: () => void;
  onCancel: () => void;
}

/** The dialog itself. */
export function ConfirmDialogWindow(props: ConfirmDialogProps) {
  const { isOpen, title, children, confirmLabel, isBusy, error } = props;
  const { t } = useTranslation();
  const titleId = useId();
  const cancel = () => !isBusy && props.onCancel();
  return (
    <Dialog
      open={isOpen}
      onClose={cancel}
      aria-labelledby={titleId}
      maxWidth="xs"
      fullWidth
    >
      <DialogTitle id={titleId} sx={{ display: "flex", gap: 1.5 }}>
        <WarningAmberIcon color="warning" sx={{ mt: 0.25 }} />
        {title}
      </DialogTitle>
      <DialogContent>
        {children}
        {error !== undefined && error !== null && (
          <Alert severity="error" sx={{ mt: 2 }}>
            {errorText(error)}
          </Alert>
        )}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" variant="outlined" autoFocus onClick={cancel}>
          {t("cancel")}
        </Button>
        <Button
          color="error"
          variant="contained"
          loading={isBusy}
          onClick={props.onConfirm}
        >
          {confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
