import Box from "@mui/material/Box";
import TextField from "@mui/material/TextField";
import { type KeyboardEvent, useId, useState } from "react";
import { useController, useFormContext, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { showInfo } from "../../../components/messages.tsx";
import { BucketOptions } from "./bucket-options.tsx";
import { commitPair } from "./commit-typed.ts";
import type { FormValues, Pair, PairField } from "./form-values.ts";
import { PairList } from "./pair-list.tsx";
import { Suggestion } from "./suggestion.tsx";
import { TickAndCross } from "./tick-and-cross.tsx";
import { pairProblem } from "./typed-pair.ts";

interface PairEditorProps {
  field: PairField;
  hint?: string;
}

/** Key and value with a green tick and a red cross, and below what was ticked. */
export function PairEditor({ field, hint }: PairEditorProps) {
  const { t } = useTranslation("functions");
  const state = usePairEditor(field);
  const { typed, pairs, problem, change, commit, discard } = state;
  const { key, value } = typed;
  const noteId = useId();
  const bucketsId = useId();
  const isBucket = field === "environment" && key.trim() === "OUTPUT_BUCKET";
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault(); // Enter here means the tick, not Submit
    commit();
  };
  return (
    <Box>
      <Box sx={ROW}>
        <TextField
          label={t(`form.${field}.key`)}
          value={key}
          error={problem?.part === "key"}
          onChange={(event) => change({ key: event.target.value })}
          onBlur={state.leave}
          onKeyDown={onKeyDown}
          inputRef={state.keyRef}
          slotProps={{
            htmlInput: {
              autoCapitalize: "none",
              autoComplete: "off",
              spellCheck: false,
              "aria-describedby": noteId,
            },
          }}
        />
        <TextField
          label={t(`form.${field}.value`)}
          value={value}
          type={field === "secrets" ? "password" : "text"}
          error={problem?.part === "value"}
          onChange={(event) => change({ value: event.target.value })}
          onBlur={state.leave}
          onKeyDown={onKeyDown}
          slotProps={{
            htmlInput: {
              autoComplete: field === "secrets" ? "new-password" : "off",
              spellCheck: false,
              "aria-describedby": noteId,
              ...(isBucket ? { list: bucketsId } : {}),
            },
          }}
        />
        <TickAndCross
          tickLabel={t("form.add", { what: t(`form.${field}.one`) })}
          crossLabel={t("form.discard", { what: t(`form.${field}.one`) })}
          isIdle={key === "" && value === ""}
          onTick={commit}
          onCross={discard}
        />
      </Box>
      {isBucket && <BucketOptions id={bucketsId} />}
      <Box id={noteId} sx={NOTE}>
        {problem ? (
          <Box component="span" role="status" sx={{ color: "error.main" }}>
            {problem.message}
            {problem.suggestion !== undefined && (
              <Suggestion
                text={problem.suggestion}
                onTake={() => change({ [problem.part]: problem.suggestion })}
              />
            )}
          </Box>
        ) : (
          (state.isReplacing
            ? t("form.willReplace", { name: key.trim() })
            : hint) || " "
        )}
      </Box>
      <PairList
        title={t(`form.${field}.list`)}
        pairs={pairs}
        isSecret={field === "secrets"}
        onEdit={state.edit}
        onRemove={state.remove}
      />
    </Box>
  );
}

/** What is typed, what was ticked, and what can be done with them. */
function usePairEditor(field: PairField) {
  const { t } = useTranslation(["functions", "common"]);
  const form = useFormContext<FormValues>();
  const { control } = form;
  const pairs = useController({ control, name: field });
  const typed = useController({ control, name: `typed.${field}` });
  const [environment, secrets] = useWatch({
    control,
    name: ["environment", "secrets"],
  });
  // Whoever still types is not told what is wrong with half a word.
  const [isLeft, setIsLeft] = useState(false);
  const pair = typed.field.value;
  const found = pairProblem(field, pair, { environment, secrets });
  const isShown = isLeft || typed.fieldState.error !== undefined;
  const listed = pairs.fieldState.error?.message;

  const type = (next: Pair) => {
    form.clearErrors(`typed.${field}`);
    typed.field.onChange(next);
  };
  const undoTo = (before: Pair[]) => ({
    act: {
      label: t("common:undo"),
      run: () => form.setValue(field, before, CHANGED),
    },
  });
  function commit(): boolean {
    const before = pairs.field.value;
    const committed = commitPair(form, field);
    setIsLeft(false);
    if (!committed.isGood) return false;
    if (committed.replaced)
      showInfo(
        t("form.replaced", { name: committed.replaced.key }),
        undoTo(before),
      );
    return true;
  }
  return {
    typed: pair,
    pairs: pairs.field.value,
    keyRef: typed.field.ref,
    problem:
      (isShown ? found : undefined) ??
      (listed === undefined
        ? undefined
        : { message: listed, part: "key", suggestion: undefined }),
    isReplacing: pairs.field.value.some(({ key }) => key === pair.key.trim()),
    commit,
    leave: () => setIsLeft(pair.key !== "" || pair.value !== ""),
    change: (part: Partial<Pair>) => type({ ...pair, ...part }),
    discard() {
      type({ key: "", value: "" });
      setIsLeft(false);
    },
    /** Takes a ticked pair back into the fields, after what was typed there. */
    edit(index: number) {
      const chosen = pairs.field.value[index];
      if (!chosen || !commit()) return;
      type({ key: chosen.key, value: chosen.value });
      form.setFocus(`typed.${field}`);
    },
    remove(index: number) {
      const before = pairs.field.value;
      form.setValue(field, before.toSpliced(index, 1), CHANGED);
      showInfo(
        t("form.removed", { name: before[index]?.key ?? "" }),
        undoTo(before),
      );
    },
  };
}

const CHANGED = { shouldDirty: true, shouldValidate: true };

const NOTE = {
  minHeight: 20,
  pt: 0.5,
  fontSize: "0.75rem",
  lineHeight: "16px",
  color: "text.secondary",
};

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
