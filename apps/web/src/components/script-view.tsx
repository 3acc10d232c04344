import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";
import { lazy, Suspense } from "react";

const ScriptEditor = lazy(async () => ({
  default: (await import("./script-editor.tsx")).ScriptEditor,
}));

interface ScriptViewProps {
  value: string;
  label: string;
  onChange?: (value: string) => void;
}

/** A script in a frame; its editor is loaded when it is first shown. */
export function ScriptView(props: ScriptViewProps) {
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
