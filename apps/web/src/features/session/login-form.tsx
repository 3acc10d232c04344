import PersonIcon from "@mui/icons-material/Person";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import InputAdornment from "@mui/material/InputAdornment";
import TextField from "@mui/material/TextField";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { errorText } from "../../lib/error-text.ts";
import { PasswordField } from "./password-field.tsx";
import { useLogin } from "./session-queries.ts";

interface LoginFormProps {
  /** The reader was on a page when the session ended. */
  isExpired: boolean;
}

export function LoginForm({ isExpired }: LoginFormProps) {
  const { t } = useTranslation("session");
  const login = useLogin();
  const { register, handleSubmit, formState, setFocus, resetField } = useForm({
    defaultValues: { name: "", password: "" },
  });
  const { errors } = formState;

  const submit = handleSubmit((credentials) =>
    login.mutate(credentials, {
      onError: () => {
        resetField("password");
        setFocus("password");
      },
    }),
  );
  return (
    <Box
      component="form"
      noValidate
      onSubmit={(event) => void submit(event)}
      sx={{ display: "grid", gap: 1.5 }}
    >
      {isExpired && !login.error && (
        <Alert severity="info">{t("logInToGoOn")}</Alert>
      )}
      {login.error && <Alert severity="error">{errorText(login.error)}</Alert>}
      <TextField
        label={t("name")}
        autoComplete="username"
        autoFocus
        error={Boolean(errors.name)}
        helperText={errors.name?.message ?? " "}
        {...register("name", { required: t("nameRequired") })}
        slotProps={{
          htmlInput: { autoCapitalize: "none", spellCheck: false },
          input: {
            endAdornment: (
              <InputAdornment position="end">
                <PersonIcon fontSize="small" />
              </InputAdornment>
            ),
          },
        }}
      />
      <PasswordField
        label={t("password")}
        problem={errors.password?.message}
        registration={register("password", { required: t("passwordRequired") })}
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
