import NoteAddIcon from "@mui/icons-material/NoteAdd";
import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import FormHelperText from "@mui/material/FormHelperText";
import Typography from "@mui/material/Typography";
import { useId, useRef, useState } from "react";
import { useFormContext, useFormState, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { ExampleLinks } from "../../../components/example-links.tsx";
import { ScriptView } from "../../../components/script-view.tsx";
import type { FormValues } from "./form-values.ts";
import { ChosenScript } from "./chosen-script.tsx";
import { ScriptUrl } from "./script-url.tsx";
import type { ScriptActs } from "./use-script.ts";

/** The script: by file, by address, or written here. */
export function ScriptField({ acts }: { acts: ScriptActs }) {
  const { t } = useTranslation("functions");
  const { control } = useFormContext<FormValues>();
  const { errors } = useFormState({ control, name: "script" });
  const [script, scriptName] = useWatch({
    control,
    name: ["script", "scriptName"],
  });
  const [isWriting, setIsWriting] = useState(false);
  const titleId = useId();
  return (
    <Box role="group" aria-labelledby={titleId}>
      <Typography id={titleId} variant="subtitle2" sx={{ mb: 0.5 }}>
        {t("form.script")}
      </Typography>
      <Box sx={WAYS}>
        <FileButton onChoose={(file) => void acts.chooseFile(file)} />
        <Or />
        <ScriptUrl acts={acts} />
        <Or />
        <Button
          variant="outlined"
          aria-expanded={isWriting}
          onClick={() => setIsWriting(!isWriting)}
        >
          {scriptName === "" ? t("form.writeIt") : t("form.editIt")}
        </Button>
      </Box>
      <FormHelperText error={Boolean(errors.script)} role="status">
        {errors.script?.message ??
          (scriptName === "" && <ExampleLinks files={SCRIPTS} />)}
      </FormHelperText>
      {scriptName !== "" && (
        <ChosenScript
          name={scriptName}
          script={script}
          onRemove={() => {
            acts.remove();
            setIsWriting(false);
          }}
        />
      )}
      {isWriting && (
        <Box sx={{ mt: 1.5 }}>
          <ScriptView
            value={script}
            label={t("form.script")}
            onChange={acts.write}
          />
        </Box>
      )}
    </Box>
  );
}

const SCRIPTS: ("splitScript" | "detectScript")[] = [
  "splitScript",
  "detectScript",
];

const WAYS = {
  display: "flex",
  flexWrap: { xs: "wrap", sm: "nowrap" },
  alignItems: "flex-start",
  gap: 1.5,
};

function Or() {
  const { t } = useTranslation("functions");
  return <Chip label={t("form.or")} size="small" sx={{ my: "6px" }} />;
}

function FileButton({ onChoose }: { onChoose: (file: File) => void }) {
  const { t } = useTranslation("functions");
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button
        variant="contained"
        endIcon={<NoteAddIcon />}
        sx={{ flexShrink: 0 }}
        onClick={() => input.current?.click()}
      >
        {t("form.selectFile")}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => {
          const file = event.target.files?.[0];
          if (file) onChoose(file);
          event.target.value = ""; // so that the same file can be chosen again
        }}
      />
    </>
  );
}
