import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Typography from "@mui/material/Typography";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { translateFault } from "../../../lib/error-text.ts";
import { formatNumber } from "../../../lib/format.ts";

interface FailedObjectsProps {
  title: string;
  /** The first of them. */
  failed: readonly { key: string; message: string }[];
  failedCount: number;
  onClose: () => void;
  children?: ReactNode;
}

/** Names the objects with which something did not work, each with its reason. */
export function FailedObjects(props: FailedObjectsProps) {
  const { t, i18n } = useTranslation(["buckets", "common"]);
  const titleId = useId();
  const hidden = props.failedCount - props.failed.length;
  return (
    <Dialog
      open
      onClose={props.onClose}
      aria-labelledby={titleId}
      maxWidth="sm"
      fullWidth
    >
      <DialogTitle id={titleId}>{props.title}</DialogTitle>
      <DialogContent tabIndex={0}>
        {props.children}
        <Box component="ul" sx={{ listStyle: "none", m: 0, p: 0 }}>
          {props.failed.map(({ key, message }) => (
            <Box component="li" key={key} sx={{ py: 0.75 }}>
              <Typography variant="body2" sx={{ overflowWrap: "anywhere" }}>
                {key}
              </Typography>
              <Typography variant="caption" sx={{ color: "text.secondary" }}>
                {translateFault(message)}
              </Typography>
            </Box>
          ))}
        </Box>
        {hidden > 0 && (
          <Typography variant="body2" sx={{ color: "text.secondary" }}>
            {t("buckets:andMore", {
              number: formatNumber(hidden, i18n.language),
            })}
          </Typography>
        )}
      </DialogContent>
      <DialogActions>
        <Button variant="contained" onClick={props.onClose} autoFocus>
          {t("common:close")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
