import type { Components, Theme } from "@mui/material/styles";

type Overrides = Components<Omit<Theme, "components">>;

const ring = (color: string) => ({
  outline: `2px solid ${color}`,
  outlineOffset: 2,
});

/** What one presses, types into or picks from: 36 px high, one focus ring for all. */
export const controls: Overrides = {
  MuiButtonBase: {
    defaultProps: { disableRipple: true },
    styleOverrides: {
      root: ({ theme }) => ({
        "&.Mui-focusVisible": ring(theme.vars.palette.primary.main),
      }),
    },
  },
  MuiButton: {
    defaultProps: { disableElevation: true },
    styleOverrides: {
      root: { minHeight: 36, paddingBlock: 7, paddingInline: 16 },
      text: { paddingInline: 12 },
      outlined: ({ theme }) => ({
        "&.MuiButton-colorInherit": {
          borderColor: theme.vars.palette.inputBorder,
        },
      }),
    },
  },
  MuiIconButton: {
    styleOverrides: {
      root: { width: 36, height: 36, padding: 0, borderRadius: 8 },
      sizeSmall: { width: 32, height: 32 },
    },
  },
  MuiTextField: { defaultProps: { size: "small", fullWidth: true } },
  MuiFormControl: { defaultProps: { size: "small" } },
  MuiSelect: { defaultProps: { size: "small" } },
  // Labels stand above their fields: nothing moves while one types.
  MuiInputLabel: {
    defaultProps: { shrink: true },
    styleOverrides: {
      root: ({ theme }) => ({
        position: "static",
        transform: "none",
        maxWidth: "none",
        pointerEvents: "auto",
        marginBottom: 4,
        fontSize: "0.8125rem",
        lineHeight: "20px",
        fontWeight: 550,
        color: theme.vars.palette.text.primary,
      }),
    },
  },
  MuiFormLabel: { styleOverrides: { asterisk: { display: "none" } } },
  MuiOutlinedInput: {
    defaultProps: { notched: false },
    styleOverrides: {
      root: ({ theme }) => ({
        backgroundColor: theme.vars.palette.background.paper,
        "&:hover:not(.Mui-focused, .Mui-error, .Mui-disabled) .MuiOutlinedInput-notchedOutline":
          { borderColor: theme.vars.palette.text.secondary },
      }),
      input: { height: 20, padding: "8px 12px" },
      multiline: { padding: 0 },
      notchedOutline: ({ theme }) => ({
        top: 0,
        borderColor: theme.vars.palette.inputBorder,
        "& legend": { display: "none" },
      }),
    },
  },
  MuiInputBase: { styleOverrides: { root: { fontSize: "0.875rem" } } },
  MuiInputAdornment: {
    styleOverrides: {
      root: ({ theme }) => ({
        color: theme.vars.palette.text.secondary,
        "& .MuiSvgIcon-root": { color: "inherit" },
      }),
    },
  },
  MuiFormHelperText: {
    styleOverrides: { root: { marginInline: 0, marginTop: 4, minHeight: 16 } },
  },
  MuiCheckbox: {
    styleOverrides: { root: { padding: 8 } },
  },
  MuiToggleButton: {
    styleOverrides: {
      root: ({ theme }) => ({
        minHeight: 36,
        paddingBlock: 0,
        paddingInline: 14,
        color: theme.vars.palette.text.primary,
        borderColor: theme.vars.palette.inputBorder,
        "&.Mui-selected, &.Mui-selected:hover": {
          color: theme.vars.palette.primary.main,
          backgroundColor: theme.vars.palette.selected,
        },
      }),
    },
  },
  MuiTab: {
    styleOverrides: { root: { minHeight: 44, minWidth: 0, paddingInline: 16 } },
  },
  MuiTabs: { styleOverrides: { root: { minHeight: 44 } } },
};
