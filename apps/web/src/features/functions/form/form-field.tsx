import TextField, { type TextFieldProps } from "@mui/material/TextField";
import { type FieldPath, useController, useFormContext } from "react-hook-form";
import type { FormValues } from "./form-values.ts";

type TextPath = {
  [P in FieldPath<FormValues>]: P extends
    | "image"
    | "name"
    | "timeoutSeconds"
    | "concurrency"
    | "retries"
    | `limits.${string}`
    | `requests.${string}`
    | "registry.server"
    | "registry.username"
    | "registry.password"
    | `inputs.${number}.${string}`
    | `outputs.${number}.bucket`
    | `outputs.${number}.prefix`
    | `outputs.${number}.suffixes`
    ? P
    : never;
}[FieldPath<FormValues>];

interface FormFieldProps {
  name: TextPath;
  label: string;
  hint?: string;
  textField?: TextFieldProps;
  /** Attributes of the input itself. */
  input?: React.InputHTMLAttributes<HTMLInputElement>;
}

/** A text of the form, with its fault or its hint in a line that is always there. */
export function FormField({
  name,
  label,
  hint,
  textField,
  input,
}: FormFieldProps) {
  const { control } = useFormContext<FormValues>();
  const { field, fieldState } = useController({ control, name });
  return (
    <TextField
      {...textField}
      name={field.name}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      label={label}
      error={fieldState.invalid}
      helperText={fieldState.error?.message ?? hint ?? " "}
      slotProps={{
        htmlInput: { autoCapitalize: "none", spellCheck: false, ...input },
      }}
    />
  );
}
