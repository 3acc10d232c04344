import Box from "@mui/material/Box";

const TAIL_LENGTH = 12;

/** A key that gives way in its middle where there is no room, since its end tells it from others. */
export function MiddleEllipsis({ text }: { text: string }) {
  const cut = Math.max(0, text.length - TAIL_LENGTH);
  return (
    <Box
      component="span"
      title={text}
      sx={{
        display: "inline-flex",
        minWidth: 0,
        maxWidth: "100%",
        whiteSpace: "pre",
      }}
    >
      <Box
        component="span"
        sx={{ overflow: "hidden", textOverflow: "ellipsis" }}
      >
        {text.slice(0, cut)}
      </Box>
      <span>{text.slice(cut)}</span>
    </Box>
  );
}
