import Drawer from "@mui/material/Drawer";
import Paper from "@mui/material/Paper";
import { shownText } from "../../../lib/shown-text.ts";
import { type PreviewProps, Preview } from "./preview.tsx";

interface PreviewPanelProps extends Omit<PreviewProps, "shownKey"> {
  /** The object's key; none while nothing is shown. */
  shownKey: string | undefined;
  /** There is room for it beside the list, which stays in use. */
  isDocked: boolean;
}

/** One object, beside the list or over it. */
export function PreviewPanel({
  shownKey,
  isDocked,
  ...preview
}: PreviewPanelProps) {
  const shown =
    shownKey === undefined ? null : (
      <Preview
        key={preview.bucket}
        shownKey={shownKey}
        isOver={!isDocked}
        {...preview}
      />
    );
  const label = shownText(shownKey ?? "");
  if (isDocked) {
    return (
      shown && (
        <Paper
          component="aside"
          variant="outlined"
          aria-label={label}
          sx={DOCKED}
        >
          {shown}
        </Paper>
      )
    );
  }
  return (
    <Drawer
      anchor="right"
      open={shown !== null}
      onClose={preview.onClose}
      slotProps={{
        paper: {
          role: "dialog",
          "aria-modal": true,
          "aria-label": label,
          sx: { width: { xs: "100%", sm: 480 }, maxWidth: "100%" },
        },
      }}
    >
      {shown}
    </Drawer>
  );
}

const DOCKED = {
  position: "sticky",
  top: 80,
  width: 480,
  flex: "none",
  height: "calc(100vh - 160px)",
  minHeight: 400,
  overflow: "hidden",
} as const;
