import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { lazy, Suspense } from "react";
import type { ScriptEditorProps } from "./script-editor.tsx";

const ScriptEditor = lazy(async () => ({
  default: (await import("./script-editor.tsx")).ScriptEditor,
}));

/** A script in a frame; its editor is loaded when it is first shown. */
export function ScriptView(props: ScriptEditorProps) {
  return (
    <Box
      sx={{
        border: 1,
        borderColor: "inputBorder",
        borderRadius: 1,
        overflow: "hidden",
        "&:focus-within": { outline: 2, outlineColor: "primary.main" },
        "& .cm-editor.cm-focused": { outline: "none" },
      }}
    >
      <Suspense fallback={<Skeleton variant="rectangular" height={160} />}>
        <ScriptEditor {...props} />
      </Suspense>
    </Box>
  );
}
