import { useFormContext, useWatch } from "react-hook-form";
import { BucketPreview } from "./bucket-preview.tsx";
import { definitionOfValues } from "./definition-of-values.ts";
import type { FormValues } from "./form-values.ts";

/** The buckets of what stands in the form. */
export function FormBuckets() {
  const { control } = useFormContext<FormValues>();
  const values = useWatch({ control }) as FormValues;
  const typed = values.typed.environment;
  const key = typed.key.trim();
  // What is typed will be committed by Submit, so it counts here.
  const environment =
    key === ""
      ? values.environment
      : [
          ...values.environment.filter((pair) => pair.key !== key),
          { ...typed, key },
        ];
  return (
    <BucketPreview
      definition={definitionOfValues({ ...values, environment })}
    />
  );
}
