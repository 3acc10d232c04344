import { useEffect } from "react";
import { useNavigate } from "react-router";
import { lazyPart } from "../../components/later.tsx";
import { whenPartsAreHere } from "../../lib/later.ts";
import { paths } from "../../lib/paths.ts";
import { useShortcutKeys, useShortcuts } from "../../lib/shortcuts.ts";
import {
  closePalette,
  isPaletteOpen,
  openPalette,
} from "./palette/open-palette.ts";
import { isHelpOpen } from "./shell-signals.ts";

const loadPalette = async () => (await import("./palette/palette.tsx")).Palette;
const Palette = lazyPart(loadPalette);
const ShortcutHelp = lazyPart(
  async () => (await import("./shortcut-help.tsx")).ShortcutHelp,
);

/** What keys open on every page. */
export function ShellDialogs() {
  const navigate = useNavigate();
  useShortcutKeys();
  useShortcuts({
    palette: openPalette,
    help: () => isHelpOpen.set(true),
    new: () => void navigate(paths.newFunction()),
  });
  useEffect(() => {
    // It is typed into at once.
    void whenPartsAreHere().then(loadPalette);
  }, []);
  return (
    <>
      {isPaletteOpen.use() && <Palette onClose={closePalette} />}
      {isHelpOpen.use() && (
        <ShortcutHelp onClose={() => isHelpOpen.set(false)} />
      )}
    </>
  );
}
