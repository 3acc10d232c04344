import TextField, { type TextFieldProps } from "@mui/material/TextField";
import { createContext, use } from "react";
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

/**
 * Whether a Submit was refused. Until then nobody has left anything out: who passes by an
 * empty field is not told that it is required.
 */
export const RefusedContext = createContext(false);

/** A text of the form, with its fault or its hint in a line that is always there. */
export function FormField(props: FormFieldProps) {
  const { name, label, hint, suggest, textField, input } = props;
  const { control, setValue } = useFormContext<FormValues>();
  const { field, fieldState } = useController({ control, name });
  const { isTouched, isDirty } = fieldState;
  const isTold = use(RefusedContext) || isDirty;
  const error = isTold ? fieldState.error : undefined;
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
