import Box from "@mui/material/Box";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import Typography from "@mui/material/Typography";
import type { ComponentType, ReactNode } from "react";

interface EmptyStateProps {
  icon: ComponentType<SvgIconProps>;
  title: string;
  hint?: ReactNode;
  /** What to do next. */
  children?: ReactNode;
}

/** Where a list has nothing to show: says so calmly, and offers the next step. */
export function EmptyState({
  icon: Icon,
  title,
  hint,
  children,
}: EmptyStateProps) {
  return (
    <Box sx={{ px: 3, py: { xs: 5, sm: 7 }, textAlign: "center" }}>
      <Box
        sx={{
          display: "inline-grid",
          placeItems: "center",
          width: 56,
          height: 56,
          borderRadius: 4,
          bgcolor: "selected",
          color: "primary.main",
          mb: 2,
        }}
      >
        <Icon />
      </Box>
      <Typography variant="h2" component="p">
        {title}
      </Typography>
      {hint && (
        <Typography
          sx={{ color: "text.secondary", mt: 0.5, maxWidth: 520, mx: "auto" }}
        >
          {hint}
        </Typography>
      )}
      {children && (
        <Box
          sx={{
            display: "flex",
            flexWrap: "wrap",
            justifyContent: "center",
            gap: 1.5,
            mt: 3,
          }}
        >
          {children}
        </Box>
      )}
    </Box>
  );
}
