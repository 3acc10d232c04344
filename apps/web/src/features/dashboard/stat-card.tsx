import Box from "@mui/material/Box";
import CardActionArea from "@mui/material/CardActionArea";
import Paper from "@mui/material/Paper";
import Skeleton from "@mui/material/Skeleton";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "react-router";
import { formatNumber } from "../../lib/format.ts";

interface StatCardProps {
  icon: ComponentType<SvgIconProps>;
  label: string;
  /** Undefined while it is on its way. */
  value: number | undefined;
  suffix?: string;
  tone?: "primary" | "error";
  to: string;
}

/** A number that leads to what it counts. */
export function StatCard(props: StatCardProps) {
  const { icon: Icon, label, value, suffix = "", tone = "primary", to } = props;
  const { i18n } = useTranslation();
  return (
    <Paper variant="outlined" sx={{ overflow: "hidden" }}>
      <CardActionArea component={Link} to={to} sx={{ p: 2 }}>
        <Box
          sx={{
            display: "flex",
            alignItems: "center",
            gap: 1,
            color: `${tone}.main`,
          }}
        >
          <Icon fontSize="small" aria-hidden />
          <Box
            component="span"
            sx={{ color: "text.secondary", fontWeight: 550 }}
          >
            {label}
          </Box>
        </Box>
        <Box sx={VALUE}>
          {value === undefined ? (
            <Skeleton width={48} />
          ) : (
            formatNumber(value, i18n.language) + suffix
          )}
        </Box>
      </CardActionArea>
    </Paper>
  );
}

const VALUE = {
  mt: 1,
  fontSize: "1.75rem",
  lineHeight: "36px",
  fontWeight: 650,
  fontVariantNumeric: "tabular-nums",
};
