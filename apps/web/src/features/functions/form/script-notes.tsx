import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { translateFault } from "../../../lib/error-text.ts";
import { useSession } from "../../../lib/shared-queries.ts";

interface ScriptNotesProps {
  script: string;
  /** What was changed in it when it was read. */
  notices: string[];
}

/** What one should know of how the script will run. */
export function ScriptNotes({ script, notices }: ScriptNotesProps) {
  const { t } = useTranslation("functions");
  const { console } = useSession();
  const isPlain = script.trim() !== "" && !script.startsWith("#!");
  const notes = [
    ...notices.map(translateFault),
    ...(isPlain ? [t("form.noInterpreter")] : []),
    ...(console.runner === "process" ? [t("form.scriptEmbedded")] : []),
  ];
  return (
    <Box sx={{ color: "text.secondary", fontSize: "0.75rem", mt: 1 }}>
      {notes.map((note) => (
        <div key={note}>{note}</div>
      ))}
    </Box>
  );
}
