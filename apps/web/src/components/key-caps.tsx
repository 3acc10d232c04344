import Box from "@mui/material/Box";
import { keysOf } from "../lib/shortcut-text.ts";
import type { Shortcut } from "../lib/shortcuts.ts";

/** The keys of a shortcut, drawn as keys. */
export function KeyCaps({ of }: { of: Shortcut }) {
  return (
    <Box component="span" sx={{ display: "inline-flex", gap: 0.5 }}>
      {keysOf(of).map((key) => (
        <Box key={key} component="kbd" sx={CAP}>
          {key}
        </Box>
      ))}
    </Box>
  );
}

const CAP = {
  minWidth: 22,
  px: 0.75,
  border: 1,
  borderBottomWidth: 2,
  borderColor: "divider",
  borderRadius: 0.75,
  bgcolor: "background.default",
  color: "text.secondary",
  fontFamily: "inherit",
  fontSize: "0.75rem",
  lineHeight: "18px",
  fontWeight: 600,
  textAlign: "center",
};
