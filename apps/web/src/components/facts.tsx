import Box from "@mui/material/Box";
import { Children, type ReactNode } from "react";

interface FactsProps {
  /** Two facts beside each other where there is room. */
  isWide?: boolean;
  children: ReactNode;
}

/** Names and values in columns. */
export function Facts({ isWide = false, children }: FactsProps) {
  return (
    <Box component="dl" sx={[GRID, isWide && WIDE]}>
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

/** On a phone a long name is broken, and leaves most of the room to the value. */
const NARROW = "fit-content(38%) 1fr";

const WIDE = {
  gridTemplateColumns: {
    xs: NARROW,
    sm: "minmax(100px, max-content) 1fr",
    lg: "minmax(100px, max-content) 1fr minmax(100px, max-content) 1fr",
  },
};

const GRID = {
  display: "grid",
  gridTemplateColumns: { xs: NARROW, sm: "minmax(140px, max-content) 1fr" },
  columnGap: { xs: 2, sm: 4 },
  m: 0,
  px: 2,
  py: 1,
  "& dt": {
    color: "text.secondary",
    fontSize: "0.8125rem",
    lineHeight: "20px",
    pt: { xs: 0.75, sm: 1 },
  },
  "& dd": {
    m: 0,
    py: { xs: 0.75, sm: 1 },
    minWidth: 0,
    overflowWrap: "anywhere",
    lineHeight: "20px",
    // A link among words is told by more than its colour.
    "& a:not(.MuiButtonBase-root)": {
      textDecoration: "underline",
      textUnderlineOffset: "3px",
    },
    "& .MuiIconButton-root": { my: -0.75 },
    "&:empty::before": { content: '"–"', color: "text.secondary" },
  },
};
