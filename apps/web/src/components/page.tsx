import Box from "@mui/material/Box";
import Typography from "@mui/material/Typography";
import { type ReactNode, useEffect, useRef } from "react";
import { setPageTitle } from "../lib/document-title.ts";
import { usePageScroll } from "../lib/scroll-memory.ts";

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
  usePageScroll();
  const headingRef = useArrival();
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
        <Typography
          ref={headingRef}
          variant="h1"
          tabIndex={-1}
          sx={{ flex: "1 1 auto", minWidth: 0, outline: "none" }}
        >
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

let isFirstPage = true;

/** Leads screen readers and the Tab key to a page that was navigated to: focus goes to its heading. */
function useArrival() {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    const isWanted = !isFirstPage && !isBusyElsewhere();
    isFirstPage = false;
    if (isWanted) heading.current?.focus({ preventScroll: true });
  }, []);
  return heading;
}

/** Something within the page has focus already, or a dialog is open. */
function isBusyElsewhere(): boolean {
  const focused = document.activeElement;
  if (!focused) return false;
  return focused.closest("main input, main textarea, [role=dialog]") !== null;
}
