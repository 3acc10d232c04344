import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { type ReactNode, useEffect } from "react";
import { setPageTitle } from "../lib/document-title.ts";

interface PageProps {
  /** The tab's title, and the heading where no other is given. */
  title: string;
  heading?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}

/** The frame of a page: its title in the tab and as heading, its actions, its content. */
export function Page({ title, heading, actions, children }: PageProps) {
  useDocumentTitle(title);
  return (
    <Box sx={{ p: { xs: 2, sm: 3 }, maxWidth: 1600, mx: "auto" }}>
      <Box
        sx={{
          display: "flex",
          flexWrap: "wrap",
          alignItems: "center",
          gap: 1.5,
          minHeight: 36,
          mb: 2,
        }}
      >
        <Typography variant="h1" sx={{ flex: "1 1 auto", minWidth: 0 }}>
          {heading ?? title}
        </Typography>
        {actions}
      </Box>
      {children}
    </Box>
  );
}

/** Names the browser's tab. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    setPageTitle(title);
  }, [title]);
}
