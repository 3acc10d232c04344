import ErrorOutlinedIcon from "@mui/icons-material/ErrorOutlineOutlined";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import DialogActions from "@mui/material/DialogActions";
import { useFormContext, useFormState } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { countFaults } from "./count-faults.ts";
import type { FormValues } from "./form-values.ts";
import type { FunctionFormState } from "./use-function-form.ts";

interface FormFooterProps {
  state: FunctionFormState;
  onShowFault: () => void;
}

/** Always in sight: Cancel, Clear, Submit, and after a refused Submit what still stands in its way. */
export function FormFooter({ state, onShowFault }: FormFooterProps) {
  const { t } = useTranslation(["functions", "common"]);
  return (
    <Box sx={{ borderTop: 1, borderColor: "divider", px: 3, py: 2 }}>
      {state.refusals > 0 && <FaultLine onShow={onShowFault} />}
      <DialogActions sx={{ p: 0 }}>
        <Button color="error" onClick={state.cancel}>
          {t("common:cancel")}
        </Button>
        <Button color="warning" onClick={state.clear}>
          {t("form.clear")}
        </Button>
        <Box sx={{ flex: 1 }} />
        <Button
          type="submit"
          color="success"
          variant="contained"
          loading={state.isSaving}
        >
          {t("form.submit")}
        </Button>
      </DialogActions>
    </Box>
  );
}

function FaultLine({ onShow }: { onShow: () => void }) {
  const { t } = useTranslation("functions");
  const { control } = useFormContext<FormValues>();
  const { errors } = useFormState({ control });
  const count = countFaults(errors);
  if (count === 0) return null;
  return (
    <Box role="status" sx={LINE}>
      <ErrorOutlinedIcon sx={{ fontSize: 18 }} aria-hidden />
      {t("form.faults", { count })}
      <Button size="small" color="inherit" onClick={onShow}>
        {t("form.showFault")}
      </Button>
    </Box>
  );
}

const LINE = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  mt: -1,
  mb: 1,
  color: "error.main",
  fontSize: "0.8125rem",
};
