import Box from "@mui/material/Box";
import FormHelperText from "@mui/material/FormHelperText";
import OutlinedInput from "@mui/material/OutlinedInput";
import { useId } from "react";
import { useController, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { FormValues } from "./form-values.ts";
import { TickAndCross } from "./tick-and-cross.tsx";
import type { ScriptActs } from "./use-script.ts";

/** An address of a script; the tick fetches it. */
export function ScriptUrl({ acts }: { acts: ScriptActs }) {
  const { t } = useTranslation("functions");
  const helpId = useId();
  const { control, clearErrors } = useFormContext<FormValues>();
  const { field, fieldState } = useController({ control, name: "scriptUrl" });
  return (
    <Box sx={{ flex: 1, minWidth: { xs: "100%", sm: 0 } }}>
      <Box sx={{ display: "flex" }}>
        <OutlinedInput
          size="small"
          fullWidth
          type="url"
          value={field.value}
          placeholder="URL"
          error={fieldState.invalid}
          onChange={(event) => {
            clearErrors("scriptUrl");
            field.onChange(event.target.value);
          }}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            void acts.commitUrl();
          }}
          slotProps={{
            input: { "aria-label": "URL", "aria-describedby": helpId },
          }}
        />
        <TickAndCross
          tickLabel={t("form.fetch")}
          crossLabel={t("form.discard", { what: t("form.address") })}
          isIdle={field.value === ""}
          isBusy={acts.isReading}
          onTick={() => void acts.commitUrl()}
          onCross={acts.discardUrl}
        />
      </Box>
      <FormHelperText
        id={helpId}
        error
        role="status"
        sx={{ minHeight: 0, "&:empty": { m: 0 } }}
      >
        {fieldState.error?.message}
      </FormHelperText>
    </Box>
  );
}
