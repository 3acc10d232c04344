import PersonIcon from "@mui/icons-material/Person";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../lib/error-text.ts";
import { LoginField } from "./login-field.tsx";
import { PasswordField } from "./password-field.tsx";
import { useLogin } from "./session-queries.ts";

export interface LoginFormProps {
  /** Why the login is asked for, where that is not plain. */
  note?: string | undefined;
  /** Who logged in last. */
  knownName?: string | undefined;
}

export function LoginForm({ note, knownName = "" }: LoginFormProps) {
  const { t } = useTranslation("session");
  const login = useLogin();
  const [name, setName] = useState(knownName);
  const [password, setPassword] = useState("");
  const [isTried, setIsTried] = useState(false);
  const passwordInput = useRef<HTMLInputElement>(null);

  function submit(event: FormEvent) {
    event.preventDefault();
    setIsTried(true);
    if (name === "" || password === "" || login.isPending) return;
    const onError = () => {
      setIsTried(false);
      setPassword("");
      passwordInput.current?.focus();
    };
    login.mutate({ name, password }, { onError });
  }
  return (
    <Box component="form" noValidate onSubmit={submit} sx={FORM}>
      {note && !login.error && <Alert severity="info">{note}</Alert>}
      {login.error && <Alert severity="error">{errorText(login.error)}</Alert>}
      <LoginField
        label={t("name")}
        name="username"
        autoComplete="username"
        autoFocus={knownName === ""}
        value={name}
        problem={isTried && name === "" ? t("nameRequired") : undefined}
        onChange={(event) => setName(event.target.value)}
        icon={<PersonIcon fontSize="small" />}
      />
      <PasswordField
        isFirst={knownName !== ""}
        value={password}
        problem={isTried && password === "" ? t("passwordRequired") : undefined}
        onChange={setPassword}
        inputRef={passwordInput}
      />
      <Button
        type="submit"
        variant="contained"
        size="large"
        loading={login.isPending}
        sx={{ mt: 1 }}
      >
        {t("login")}
      </Button>
    </Box>
  );
}

const FORM = { display: "grid", gap: 1.5 };
