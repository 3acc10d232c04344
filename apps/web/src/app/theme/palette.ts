import type { PaletteOptions } from "@mui/material/styles";

declare module "@mui/material/styles" {
  interface Palette {
    /** The border of inputs: 3:1 against paper, unlike the rules between rows. */
    inputBorder: string;
    /** Behind what is selected. */
    selected: string;
    /** Menus and dialogs. */
    raised: string;
    /** The bar across the top, and what is written on it. */
    bar: string;
    onBar: string;
  }
  interface PaletteOptions {
    inputBorder?: string;
    selected?: string;
    raised?: string;
    bar?: string;
    onBar?: string;
  }
}

export const lightPalette: PaletteOptions = {
  background: { default: "#F6F8FA", paper: "#FFFFFF" },
  text: { primary: "#18222D", secondary: "#5B6B7B" },
  divider: "#DDE3E9",
  primary: { main: "#006BB8", dark: "#00589A", contrastText: "#FFFFFF" },
  secondary: { main: "#00786C", dark: "#00635A", contrastText: "#FFFFFF" },
  success: { main: "#1B7A3D", contrastText: "#FFFFFF" },
  warning: { main: "#8A5200", contrastText: "#FFFFFF" },
  error: { main: "#C62F3D", dark: "#A82431", contrastText: "#FFFFFF" },
  info: { main: "#006BB8", contrastText: "#FFFFFF" },
  action: { active: "#5B6B7B", hover: "rgba(24, 34, 45, 0.05)" },
  inputBorder: "#7A8794",
  selected: "#E3EFFA",
  raised: "#FFFFFF",
  bar: "#006BB8",
  onBar: "#FFFFFF",
};

const ON_DARK_FILL = "#0B1A2A";

export const darkPalette: PaletteOptions = {
  background: { default: "#0F1720", paper: "#17212C" },
  text: { primary: "#E6EDF3", secondary: "#9FB0C0" },
  divider: "#2B3947",
  primary: { main: "#4DB3FF", dark: "#7CC7FF", contrastText: ON_DARK_FILL },
  secondary: { main: "#4FD1C0", dark: "#7BDED1", contrastText: ON_DARK_FILL },
  success: { main: "#5FD38D", contrastText: ON_DARK_FILL },
  warning: { main: "#FFC766", contrastText: ON_DARK_FILL },
  error: { main: "#FF7B86", dark: "#FF9AA3", contrastText: ON_DARK_FILL },
  info: { main: "#4DB3FF", contrastText: ON_DARK_FILL },
  action: { active: "#9FB0C0", hover: "rgba(230, 237, 243, 0.06)" },
  inputBorder: "#6B7D90",
  selected: "#1B3348",
  raised: "#1E2A37",
  bar: "#17212C",
  onBar: "#E6EDF3",
};
