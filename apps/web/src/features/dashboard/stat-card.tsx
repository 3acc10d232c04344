import Box from "@mui/material/Box";
import CardActionArea from "@mui/material/CardActionArea";
import Paper from "@mui/material/Paper";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import type { ComponentType, ReactNode } from "react";
import { Link } from "react-router";

interface StatCardProps {
  icon: ComponentType<SvgIconProps>;
  label: string;
  value: string;
  /** A few words more. */
  note: ReactNode;
  tone?: "primary" | "error" | "warning";
  to: string;
}

/** A number that leads to what it counts. */
export function StatCard(props: StatCardProps) {
  const { icon: Icon, label, value, note, tone = "primary", to } = props;
  return (
    <Paper variant="outlined" sx={{ overflow: "hidden" }}>
      <CardActionArea component={Link} to={to} sx={CARD}>
        <Box sx={HEAD}>
          <Icon
            aria-hidden
            fontSize="small"
            sx={{ color: `${tone}.main`, mr: 1 }}
          />
          {label}
        </Box>
        <Box sx={[VALUE, tone === "error" && { color: "error.main" }]}>
          {value}
        </Box>
        <Box sx={NOTE}>{note}</Box>
      </CardActionArea>
    </Paper>
  );
}

const CARD = { p: 2, height: "100%" };

const HEAD = {
  display: "flex",
  alignItems: "center",
  color: "text.secondary",
  fontWeight: 550,
};

const VALUE = {
  mt: 1,
  fontSize: "1.75rem",
  lineHeight: "36px",
  fontWeight: 650,
  fontVariantNumeric: "tabular-nums",
};

const NOTE = {
  mt: 0.25,
  minHeight: 20,
  color: "text.secondary",
  fontSize: "0.8125rem",
  lineHeight: "20px",
};
