import MenuItem from "@mui/material/MenuItem";
import TextField from "@mui/material/TextField";
import type { Attempt } from "@oscar/contracts";
import { useTranslation } from "react-i18next";

interface AttemptPickerProps {
  attempts: Attempt[];
  value: number;
  onChange: (attempt: number) => void;
}

/** Whose log is shown, where a job was tried more than once. */
export function AttemptPicker(props: AttemptPickerProps) {
  const { attempts, value, onChange } = props;
  const { t } = useTranslation(["jobs", "common"]);
  return (
    <TextField
      select
      size="small"
      fullWidth={false}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
      slotProps={{ htmlInput: { "aria-label": t("logOfAttempt") } }}
      sx={{ minWidth: 190 }}
    >
      {attempts.map(({ number, state }) => (
        <MenuItem key={number} value={number}>
          {t("attemptOf", {
            number,
            count: attempts.length,
            state: t(`common:jobState.${state}`),
          })}
        </MenuItem>
      ))}
    </TextField>
  );
}
