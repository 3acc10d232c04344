import Box from "@mui/material/Box";
import Button from "@mui/material/Button";
import Chip from "@mui/material/Chip";
import FormHelperText from "@mui/material/FormHelperText";
import Typography from "@mui/material/Typography";
import { useId, useState } from "react";
import { useFormContext, useFormState, useWatch } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { ExampleLinks } from "../../../components/example-links.tsx";
import { ScriptView } from "../../../components/script-view.tsx";
import { ChosenScript } from "./chosen-script.tsx";
import { FileButton } from "./file-button.tsx";
import type { FormValues } from "./form-values.ts";
import { ScriptNotes } from "./script-notes.tsx";
import { ScriptUrl } from "./script-url.tsx";
import { useFileDrop } from "./use-file-drop.ts";
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
  const { isOver, handlers } = useFileDrop(([file, ...others]) => {
    if (!file || others.length > 0) acts.refuse(t("form.scriptTwo"));
    else void acts.chooseFile(file);
  });
  const titleId = useId();
  const problem = errors.script?.message;
  return (
    <Box
      role="group"
      aria-labelledby={titleId}
      {...handlers}
      sx={[DROP, isOver && OVER]}
    >
      <Typography id={titleId} variant="subtitle2" sx={{ mb: 0.5 }}>
        {isOver ? t("form.dropNow") : t("form.script")}
      </Typography>
      <Box sx={WAYS}>
        <FileButton
          isFault={problem !== undefined}
          onChoose={(file) => void acts.chooseFile(file)}
        />
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
      <FormHelperText error={problem !== undefined} role="status">
        {problem ?? (scriptName === "" && <ExampleLinks files={SCRIPTS} />)}
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
      <ScriptNotes script={script} notices={acts.notices} />
      {isWriting && (
        <Box sx={{ mt: 1.5 }}>
          <ScriptView
            value={script}
            label={t("form.script")}
            placeholder={t("form.scriptPlaceholder")}
            isFocused={scriptName === ""}
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

/** The whole field takes a file; its frame is drawn only while one is held above it. */
const DROP = {
  m: -1,
  p: 1,
  borderRadius: 1,
  outline: "2px dashed transparent",
};
const OVER = {
  outlineColor: "var(--mui-palette-primary-main)",
  bgcolor: "selected",
};

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
