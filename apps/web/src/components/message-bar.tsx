import CloseIcon from "@mui/icons-material/Close";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import IconButton from "@mui/material/IconButton";
import {
  type CustomContentProps,
  SnackbarContent,
  closeSnackbar,
} from "notistack";
import { forwardRef } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "./copy-button.tsx";
import type { MessageAction } from "./messages.tsx";

declare module "notistack" {
  interface OptionsObject {
    act?: MessageAction | undefined;
    requestId?: string | undefined;
  }
}

interface MessageBarProps extends CustomContentProps {
  act?: MessageAction;
  requestId?: string;
}

/** One message at the top of the page. */
export const MessageBar = forwardRef<HTMLDivElement, MessageBarProps>(
  function MessageBar({ id, message, variant, act, requestId }, ref) {
    const { t } = useTranslation();
    const close = () => closeSnackbar(id);
    return (
      <SnackbarContent ref={ref}>
        <Alert
          role="status"
          variant="filled"
          severity={variant === "default" ? "info" : variant}
          sx={{ width: "100%", boxShadow: 6, maxWidth: 720, mx: "auto" }}
          action={
            <>
              {act && (
                <Button
                  color="inherit"
                  size="small"
                  onClick={() => {
                    close();
                    act.run();
                  }}
                >
                  {act.label}
                </Button>
              )}
              <IconButton
                size="small"
                color="inherit"
                onClick={close}
                aria-label={t("close")}
              >
                <CloseIcon fontSize="small" />
              </IconButton>
            </>
          }
        >
          <Box sx={{ overflowWrap: "anywhere" }}>{message}</Box>
          {requestId && (
            <Box sx={{ fontSize: "0.75rem", opacity: 0.9 }}>
              {t("requestId", { id: requestId })}
              <CopyButton text={requestId} label={t("copyRequestId")} />
            </Box>
          )}
        </Alert>
      </SnackbarContent>
    );
  },
);
