import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import Skeleton from "@mui/material/Skeleton";
import TextField from "@mui/material/TextField";
import Typography from "@mui/material/Typography";
import { KeyPrefix } from "@oscar/contracts";
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { showSuccess } from "../../../components/messages.tsx";
import { errorText, translateFault } from "../../../lib/error-text.ts";
import { useDebounced } from "../../../lib/use-debounced.ts";
import { backfillCountQuery, useBackfill } from "../functions-queries.ts";

interface BackfillDialogProps {
  name: string;
  onClose: () => void;
}

const COUNTED_AFTER_MS = 300;

/** Runs a function on files that were there before it, with their number before one's eyes. */
export function BackfillDialog({ name, onClose }: BackfillDialogProps) {
  const { t } = useTranslation(["functions", "common"]);
  const titleId = useId();
  const [prefix, setPrefix] = useState("");
  const wanted = useDebounced(prefix.trim(), COUNTED_AFTER_MS);
  const fault = KeyPrefix.safeParse(prefix.trim()).error?.issues[0]?.message;
  const counted = useQuery({
    ...backfillCountQuery(name, wanted),
    enabled: fault === undefined,
  });
  const backfill = useBackfill(name);
  const isSettled = wanted === prefix.trim() && !counted.isFetching;
  const counts = isSettled ? counted.data : undefined;
  const error = backfill.error ?? counted.error;
  const run = () =>
    backfill.mutate(wanted, {
      onSuccess: ({ queued }) => {
        showSuccess(t("backfilled", { count: queued }));
        onClose();
      },
    });
  return (
    <Dialog
      open
      onClose={onClose}
      aria-labelledby={titleId}
      maxWidth="sm"
      fullWidth
    >
      <DialogTitle id={titleId}>{t("backfill.title", { name })}</DialogTitle>
      <DialogContent sx={{ display: "grid", gap: 2 }}>
        <Typography>{t("backfill.text")}</Typography>
        <TextField
          label={t("form.prefix")}
          value={prefix}
          onChange={(event) => setPrefix(event.target.value)}
          error={fault !== undefined}
          helperText={
            fault === undefined
              ? t("backfill.prefixHint")
              : translateFault(fault)
          }
          slotProps={{
            htmlInput: { autoComplete: "off", spellCheck: false },
          }}
        />
        <Box role="status" sx={COUNTS}>
          {counts ? (
            <>
              <div>{t("backfill.matching", { count: counts.matching })}</div>
              <div>{t("backfill.done", { count: counts.done })}</div>
              <b>{t("backfill.queued", { count: counts.queued })}</b>
            </>
          ) : (
            fault === undefined && !error && <Counting />
          )}
        </Box>
        {error && <Alert severity="error">{errorText(error)}</Alert>}
      </DialogContent>
      <DialogActions>
        <Button color="inherit" variant="outlined" onClick={onClose}>
          {t("common:cancel")}
        </Button>
        <Button
          variant="contained"
          disabled={!counts || counts.queued === 0}
          loading={backfill.isPending}
          onClick={run}
        >
          {counts && counts.queued > 0
            ? t("backfill.confirm", { count: counts.queued })
            : t("backfill.nothing")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Counting() {
  const { t } = useTranslation("functions");
  return (
    <>
      <div>{t("counting")}</div>
      <Skeleton width={220} />
    </>
  );
}

/** As high as its three lines, from the beginning. */
const COUNTS = { minHeight: 60, lineHeight: "20px" };
