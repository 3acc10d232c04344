import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";

interface MessageProps {
  icon: ReactNode;
  text: string;
  children?: ReactNode;
}

/** In the place of what cannot be shown: why, and what else there is. */
export function Message({ icon, text, children }: MessageProps) {
  return (
    <Box sx={MESSAGE}>
      {icon}
      <Typography>{text}</Typography>
      {children}
    </Box>
  );
}

const MESSAGE = {
  display: "grid",
  placeContent: "center",
  justifyItems: "center",
  gap: 1.5,
  minHeight: 200,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  color: "text.secondary",
  textAlign: "center",
  p: 2,
};
