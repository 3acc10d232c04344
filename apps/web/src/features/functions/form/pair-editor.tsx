import Box from "@mui/material/Box";
import TextField from "@mui/material/TextField";
import type { KeyboardEvent } from "react";
import { useController, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { showInfo } from "../../../components/messages.tsx";
import { commitPair } from "./commit-typed.ts";
import type { FormValues, PairField } from "./form-values.ts";
import { PairList } from "./pair-list.tsx";
import { TickAndCross } from "./tick-and-cross.tsx";

interface PairEditorProps {
  field: PairField;
  hint?: string;
}

/** Key and value with a green tick and a red cross, and below what was ticked. */
export function PairEditor({ field, hint }: PairEditorProps) {
  const { t } = useTranslation(["functions", "common"]);
  const form = useFormContext<FormValues>();
  const pairs = useController({ control: form.control, name: field });
  const typed = useController({
    control: form.control,
    name: `typed.${field}`,
  });
  const { key, value } = typed.field.value;
  const problem =
    typed.fieldState.error?.message ?? pairs.fieldState.error?.message;

  const change = (part: "key" | "value", text: string) => {
    form.clearErrors(`typed.${field}`);
    typed.field.onChange({ ...typed.field.value, [part]: text });
  };
  const commit = () => commitPair(form, field);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter here means the tick, not Submit
    commit();
  };
  function remove(index: number) {
    const before = pairs.field.value;
    const gone = before[index]?.key ?? "";
    form.setValue(field, before.toSpliced(index, 1), CHANGED);
    showInfo(t("form.removed", { name: gone }), {
      act: {
        label: t("common:undo"),
        run: () => form.setValue(field, before, CHANGED),
      },
    });
  }
  return (
    <Box>
      <Box sx={ROW}>
        <TextField
          label={t(`form.${field}.key`)}
          value={key}
          error={problem !== undefined}
          onChange={(event) => change("key", event.target.value)}
          onKeyDown={onKeyDown}
          slotProps={{
            htmlInput: { autoCapitalize: "none", spellCheck: false },
          }}
        />
        <TextField
          label={t(`form.${field}.value`)}
          value={value}
          type={field === "secrets" ? "password" : "text"}
          onChange={(event) => change("value", event.target.value)}
          onKeyDown={onKeyDown}
          slotProps={{
            htmlInput: {
              autoComplete: field === "secrets" ? "new-password" : "off",
            },
          }}
        />
        <TickAndCross
          tickLabel={t("form.add", { what: t(`form.${field}.one`) })}
          crossLabel={t("form.discard", { what: t(`form.${field}.one`) })}
          isIdle={key === "" && value === ""}
          onTick={commit}
          onCross={() => typed.field.onChange({ key: "", value: "" })}
        />
      </Box>
      <Box sx={{ minHeight: 20, fontSize: "0.75rem", pt: 0.5 }}>
        {problem ? (
          <Box component="span" role="status" sx={{ color: "error.main" }}>
            {problem}
          </Box>
        ) : (
          <Box component="span" sx={{ color: "text.secondary" }}>
            {hint}
          </Box>
        )}
      </Box>
      <PairList
        title={t(`form.${field}.list`)}
        pairs={pairs.field.value}
        isSecret={field === "secrets"}
        onRemove={remove}
      />
    </Box>
  );
}

const CHANGED = { shouldDirty: true, shouldValidate: true };

const ROW = {
  display: "grid",
  gridTemplateColumns: {
    xs: "minmax(0, 1fr) auto",
    sm: "minmax(0, 1fr) minmax(0, 1fr) auto",
  },
  columnGap: 1.5,
  rowGap: 1,
  alignItems: "end",
  "& > :first-of-type": { gridColumn: { xs: "1 / -1", sm: "auto" } },
};
