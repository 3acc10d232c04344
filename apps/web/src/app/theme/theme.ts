import { createTheme } from "@mui/material/styles";
import type {} from "@mui/material/themeCssVarsAugmentation";
import { controls } from "./controls.ts";
import { darkPalette, lightPalette } from "./palette.ts";
import { surfaces } from "./surfaces.ts";

const FONT =
  '"Inter Variable", "Inter Fallback", system-ui, -apple-system, "Segoe UI", sans-serif';

export const theme = createTheme({
  cssVariables: { colorSchemeSelector: "data-color-scheme" },
  colorSchemes: {
    light: { palette: lightPalette },
    dark: { palette: darkPalette },
  },
  shape: { borderRadius: 8 },
  typography: {
    fontFamily: FONT,
    fontSize: 14,
    htmlFontSize: 16,
    h1: { fontSize: "1.25rem", lineHeight: 1.4, fontWeight: 650 },
    h2: { fontSize: "1rem", lineHeight: 1.5, fontWeight: 600 },
    h3: { fontSize: "0.875rem", lineHeight: 20 / 14, fontWeight: 600 },
    body1: { fontSize: "0.875rem", lineHeight: 20 / 14 },
    body2: { fontSize: "0.8125rem", lineHeight: 20 / 13 },
    button: {
      fontSize: "0.875rem",
      lineHeight: 20 / 14,
      fontWeight: 600,
      textTransform: "none",
    },
    caption: { fontSize: "0.75rem", lineHeight: 16 / 12 },
    subtitle2: { fontSize: "0.8125rem", lineHeight: 20 / 13, fontWeight: 600 },
  },
  transitions: {
    duration: {
      shortest: 120,
      shorter: 120,
      short: 140,
      standard: 160,
      complex: 200,
      enteringScreen: 180,
      leavingScreen: 140,
    },
  },
  components: { ...surfaces, ...controls },
});
