import TextField, { type TextFieldProps } from "@mui/material/TextField";
import { type FieldPath, useController, useFormContext } from "react-hook-form";
import type { FormValues } from "./form-values.ts";
import type { Suggest } from "./suggest.ts";
import { Suggestion } from "./suggestion.tsx";

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
  /** What may have been meant by a text that cannot be. */
  suggest?: Suggest;
  /** What is wrong with it beyond its own rules; told once the field was left. */
  problem?: string | undefined;
  textField?: TextFieldProps;
  /** Attributes of the input itself. */
  input?: React.InputHTMLAttributes<HTMLInputElement> & { list?: string };
}

/** A text of the form, with its fault or its hint in a line that is always there. */
export function FormField(props: FormFieldProps) {
  const { name, label, hint, suggest, textField, input } = props;
  const { control, setValue } = useFormContext<FormValues>();
  const { field, fieldState } = useController({ control, name });
  const { error, isTouched } = fieldState;
  const message = error?.message ?? (isTouched ? props.problem : undefined);
  const suggestion = error && suggest?.(String(field.value));
  return (
    <TextField
      {...textField}
      name={field.name}
      value={field.value}
      onChange={field.onChange}
      onBlur={field.onBlur}
      inputRef={field.ref}
      label={label}
      error={message !== undefined}
      helperText={
        <>
          {message ?? hint ?? " "}
          {suggestion !== undefined && (
            <Suggestion
              text={suggestion}
              onTake={() =>
                setValue(name, suggestion, {
                  shouldDirty: true,
                  shouldValidate: true,
                })
              }
            />
          )}
        </>
      }
      slotProps={{
        htmlInput: {
          autoCapitalize: "none",
          autoComplete: "off",
          spellCheck: false,
          ...input,
        },
      }}
    />
  );
}
