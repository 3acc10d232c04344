import useMediaQuery from "@mui/material/useMediaQuery";
import { usePreference } from "./preferences.ts";

/** How high a table's row is, in pixels: what `--oscar-row` is in styles (app/base.css). */
export function useRowHeight(): number {
  const [density] = usePreference("density");
  const isTouch = useMediaQuery("(pointer: coarse)", { noSsr: true });
  if (isTouch) return 48;
  return density === "compact" ? 36 : 44;
}
