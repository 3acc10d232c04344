import FormControl from "@mui/material/FormControl";
import FormHelperText from "@mui/material/FormHelperText";
import InputAdornment from "@mui/material/InputAdornment";
import InputLabel from "@mui/material/InputLabel";
import OutlinedInput, {
  type OutlinedInputProps,
} from "@mui/material/OutlinedInput";
import { type ReactNode, useId } from "react";

interface LoginFieldProps extends OutlinedInputProps {
  label: string;
  problem: string | undefined;
  hint?: string | undefined;
  icon: ReactNode;
}

/** A field of the login. No `TextField`: it brings menus along, and this page is the first to load. */
export function LoginField(props: LoginFieldProps) {
  const { label, problem, hint, icon, ...input } = props;
  const id = useId();
  const helpId = useId();
  return (
    <FormControl fullWidth error={problem !== undefined}>
      <InputLabel htmlFor={id}>{label}</InputLabel>
      <OutlinedInput
        {...input}
        id={id}
        size="small"
        slotProps={{
          input: {
            autoCapitalize: "none",
            spellCheck: false,
            "aria-describedby": helpId,
          },
        }}
        endAdornment={<InputAdornment position="end">{icon}</InputAdornment>}
      />
      <FormHelperText id={helpId}>{problem ?? hint ?? " "}</FormHelperText>
    </FormControl>
  );
}
