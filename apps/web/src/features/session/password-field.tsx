import LockIcon from "@mui/icons-material/Lock";
import VisibilityIcon from "@mui/icons-material/Visibility";
import VisibilityOffIcon from "@mui/icons-material/VisibilityOff";
import IconButton from "@mui/material/IconButton";
import { type KeyboardEvent, type Ref, useState } from "react";
import { useTranslation } from "react-i18next";
import { LoginField } from "./login-field.tsx";

interface PasswordFieldProps {
  /** It is what one types first. */
  isFirst: boolean;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
  inputRef: Ref<HTMLInputElement>;
}

/** A password, which the eye shows; says when Caps Lock is on. */
export function PasswordField(props: PasswordFieldProps) {
  const { isFirst, value, problem, onChange, inputRef } = props;
  const { t } = useTranslation("session");
  const [isShown, setIsShown] = useState(false);
  const [isCapsLock, setIsCapsLock] = useState(false);
  const watchCapsLock = (event: KeyboardEvent) =>
    setIsCapsLock(event.getModifierState("CapsLock"));
  const Eye = isShown ? VisibilityOffIcon : VisibilityIcon;
  return (
    <LoginField
      label={t("password")}
      name="password"
      type={isShown ? "text" : "password"}
      autoComplete="current-password"
      autoFocus={isFirst}
      value={value}
      problem={problem}
      hint={isCapsLock ? t("capsLock") : undefined}
      inputRef={inputRef}
      onChange={(event) => onChange(event.target.value)}
      onKeyUp={watchCapsLock}
      onKeyDown={watchCapsLock}
      icon={
        <>
          <IconButton
            size="small"
            aria-label={isShown ? t("hidePassword") : t("showPassword")}
            onClick={() => setIsShown(!isShown)}
          >
            <Eye fontSize="small" />
          </IconButton>
          <LockIcon fontSize="small" sx={{ ml: 0.5 }} />
        </>
      }
    />
  );
}
