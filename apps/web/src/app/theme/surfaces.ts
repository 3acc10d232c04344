import type { Components, Theme } from "@mui/material/styles";

type Overrides = Components<Omit<Theme, "components">>;

const RAISED_SHADOW =
  "0 12px 32px rgba(8, 20, 32, 0.18), 0 2px 6px rgba(8, 20, 32, 0.12)";

/** What things lie on: flat paper with a border; only menus and dialogs cast a shadow. */
export const surfaces: Overrides = {
  MuiCssBaseline: {
    styleOverrides: (theme) => ({
      // Not for the whole page: Inter's tabular figures also widen the hyphens in names.
      time: { fontVariantNumeric: "tabular-nums" },
      ":focus-visible": {
        outline: `2px solid ${theme.vars.palette.primary.main}`,
        outlineOffset: 2,
      },
    }),
  },
  // A small heading is not always one of the outline's.
  MuiTypography: {
    defaultProps: { variantMapping: { subtitle2: "div" } },
  },
  MuiPaper: {
    defaultProps: { elevation: 0 },
    styleOverrides: {
      root: { backgroundImage: "none" },
      outlined: ({ theme }) => ({ borderColor: theme.vars.palette.divider }),
    },
  },
  MuiDialog: {
    styleOverrides: {
      paper: ({ theme }) => ({
        backgroundColor: theme.vars.palette.raised,
        boxShadow: RAISED_SHADOW,
        borderRadius: 12,
      }),
      paperFullScreen: { borderRadius: 0 },
    },
  },
  MuiDialogTitle: {
    styleOverrides: {
      root: {
        padding: "24px 24px 8px",
        fontSize: "1.125rem",
        lineHeight: "28px",
        fontWeight: 650,
      },
    },
  },
  MuiDialogContent: { styleOverrides: { root: { padding: "8px 24px 16px" } } },
  MuiDialogActions: {
    styleOverrides: { root: { padding: "16px 24px 24px", gap: 8 } },
    defaultProps: { disableSpacing: true },
  },
  MuiMenu: {
    styleOverrides: {
      paper: ({ theme }) => ({
        backgroundColor: theme.vars.palette.raised,
        border: `1px solid ${theme.vars.palette.divider}`,
        boxShadow: RAISED_SHADOW,
      }),
    },
  },
  MuiMenuItem: { styleOverrides: { root: { minHeight: 36 } } },
  MuiTableCell: {
    styleOverrides: {
      root: ({ theme }) => ({
        height: "var(--oscar-row)",
        padding: "0 12px",
        "&:first-of-type": { paddingLeft: 16 },
        "&:last-of-type": { paddingRight: 16 },
        fontSize: "0.8125rem",
        lineHeight: "20px",
        borderColor: theme.vars.palette.divider,
      }),
      alignRight: { fontVariantNumeric: "tabular-nums" },
      head: ({ theme }) => ({
        height: 40,
        fontWeight: 600,
        color: theme.vars.palette.text.secondary,
        backgroundColor: theme.vars.palette.background.paper,
        whiteSpace: "nowrap",
      }),
    },
  },
  MuiTableSortLabel: {
    // Beside the words and not among them, so that headings are no wider than their words.
    styleOverrides: {
      root: { position: "relative" },
      icon: {
        position: "absolute",
        left: "100%",
        margin: "0 2px",
        fontSize: 16,
        ".MuiTableCell-alignRight &": { left: "auto", right: "100%" },
      },
    },
  },
  MuiAlert: {
    styleOverrides: {
      root: { alignItems: "center", fontSize: "0.875rem", lineHeight: "20px" },
      action: { alignItems: "center", paddingTop: 0 },
      // Of itself it takes the dark theme's darker shades, on which no text has contrast.
      filled: ({ theme, ownerState: { severity = "success" } }) => ({
        backgroundColor: theme.vars.palette[severity].main,
        color: theme.vars.palette[severity].contrastText,
      }),
    },
  },
  MuiChip: { styleOverrides: { root: { fontWeight: 550 } } },
  MuiLink: { defaultProps: { underline: "hover" } },
  MuiSkeleton: { defaultProps: { animation: "pulse" } },
};
