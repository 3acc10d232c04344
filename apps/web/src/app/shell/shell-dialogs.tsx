import { useNavigate } from "react-router";
import { lazyPart } from "../../components/later.tsx";
import { paths } from "../../lib/paths.ts";
import { useShortcutKeys, useShortcuts } from "../../lib/shortcuts.ts";
import { isHelpOpen, isPaletteOpen } from "./shell-signals.ts";

const Palette = lazyPart(
  async () => (await import("./palette/palette.tsx")).Palette,
);
const ShortcutHelp = lazyPart(
  async () => (await import("./shortcut-help.tsx")).ShortcutHelp,
);

/** What keys open on every page. */
export function ShellDialogs() {
  const navigate = useNavigate();
  useShortcutKeys();
  useShortcuts({
    palette: () => isPaletteOpen.set(true),
    help: () => isHelpOpen.set(true),
    new: () => void navigate(paths.newFunction()),
  });
  return (
    <>
      {isPaletteOpen.use() && (
        <Palette onClose={() => isPaletteOpen.set(false)} />
      )}
      {isHelpOpen.use() && (
        <ShortcutHelp onClose={() => isHelpOpen.set(false)} />
      )}
    </>
  );
}
