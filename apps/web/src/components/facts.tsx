import Box from "@mui/material/Box";
import { Children, type ReactNode } from "react";

/** Names and values in two columns, below each other on a phone. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <Box component="dl" sx={GRID}>
      {children}
    </Box>
  );
}

interface FactProps {
  label: string;
  children: ReactNode;
}

export function Fact({ label, children }: FactProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{Children.count(children) > 0 && children}</dd>
    </>
  );
}

const GRID = {
  display: "grid",
  gridTemplateColumns: { xs: "1fr", sm: "minmax(140px, max-content) 1fr" },
  columnGap: 4,
  m: 0,
  px: 2,
  py: 1,
  "& dt": {
    color: "text.secondary",
    fontSize: "0.8125rem",
    lineHeight: "20px",
    pt: 1,
  },
  "& dd": {
    m: 0,
    py: { xs: 0, sm: 1 },
    minWidth: 0,
    overflowWrap: "anywhere",
    "&:empty::before": { content: '"–"', color: "text.secondary" },
  },
};
