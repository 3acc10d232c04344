import Box from "@mui/material/Box";
import { shownText } from "../lib/shown-text.ts";
import { visuallyHidden } from "./visually-hidden.ts";

const TAIL_LENGTH = 12;
/** Shorter keys give way at their end, if they ever have to. */
const SPLIT_ABOVE = 28;

/** A key that gives way in its middle where there is no room, since its end tells it from others. */
export function MiddleEllipsis({ text: name }: { text: string }) {
  const text = shownText(name);
  if (text.length <= SPLIT_ABOVE) {
    return (
      <Box component="span" title={text} sx={{ ...GIVES_WAY, minWidth: 0 }}>
        {text}
      </Box>
    );
  }
  const cut = text.length - TAIL_LENGTH;
  return (
    <Box component="span" title={text} sx={PARTS}>
      {/* The two parts would be read, and found, as two words. */}
      <Box component="span" sx={visuallyHidden}>
        {text}
      </Box>
      <Box component="span" aria-hidden sx={GIVES_WAY}>
        {text.slice(0, cut)}
      </Box>
      <span aria-hidden>{text.slice(cut)}</span>
    </Box>
  );
}

const GIVES_WAY = {
  overflow: "hidden",
  textOverflow: "ellipsis",
  whiteSpace: "pre",
};

const PARTS = {
  display: "inline-flex",
  position: "relative",
  minWidth: 0,
  maxWidth: "100%",
  whiteSpace: "pre",
};
