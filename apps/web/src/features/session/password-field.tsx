import LockIcon from "@mui/icons-material/Lock";
import VisibilityIcon from "@mui/icons-material/Visibility";
import VisibilityOffIcon from "@mui/icons-material/VisibilityOff";
import IconButton from "@mui/material/IconButton";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { type KeyboardEvent, useState } from "react";
import type { UseFormRegisterReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";

interface PasswordFieldProps {
  label: string;
  problem: string | undefined;
  registration: UseFormRegisterReturn;
}

/** A password, which the eye shows; says when Caps Lock is on. */
export function PasswordField({
  label,
  problem,
  registration,
}: PasswordFieldProps) {
  const { t } = useTranslation("session");
  const [isShown, setIsShown] = useState(false);
  const [isCapsLock, setIsCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) =>
    setIsCapsLock(event.getModifierState("CapsLock"));
  return (
    <TextField
      label={label}
      type={isShown ? "text" : "password"}
      autoComplete="current-password"
      error={problem !== undefined}
      helperText={problem ?? (isCapsLock ? t("capsLock") : " ")}
      onKeyUp={watchCapsLock}
      onKeyDown={watchCapsLock}
      {...registration}
      slotProps={{
        htmlInput: { autoCapitalize: "none", spellCheck: false },
        input: {
          endAdornment: (
            <InputAdornment position="end">
              <IconButton
                size="small"
                aria-label={isShown ? t("hidePassword") : t("showPassword")}
                onClick={() => setIsShown(!isShown)}
              >
                {isShown ? (
                  <VisibilityOffIcon fontSize="small" />
                ) : (
                  <VisibilityIcon fontSize="small" />
                )}
              </IconButton>
              <LockIcon fontSize="small" sx={{ ml: 0.5 }} />
            </InputAdornment>
          ),
        },
      }}
    />
  );
}
