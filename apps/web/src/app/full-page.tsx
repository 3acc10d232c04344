import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import type { ReactNode } from "react";
import { useDocumentTitle } from "../components/page.tsx";
import { Mark } from "../components/mark.tsx";

interface FullPageProps {
  title: string;
  text: ReactNode;
  children?: ReactNode;
}

/** A page of few words: what is the matter, and where to go. */
export function FullPage({ title, text, children }: FullPageProps) {
  useDocumentTitle(title);
  return (
    <Box
      sx={{
        display: "grid",
        placeContent: "center",
        justifyItems: "center",
        gap: 1,
        minHeight: "70vh",
        p: 3,
        textAlign: "center",
      }}
    >
      <Mark size={48} />
      <Typography variant="h1" sx={{ mt: 2 }}>
        {title}
      </Typography>
      <Typography sx={{ color: "text.secondary", maxWidth: 460 }}>
        {text}
      </Typography>
      <Box sx={{ display: "flex", gap: 1.5, mt: 2 }}>{children}</Box>
    </Box>
  );
}
