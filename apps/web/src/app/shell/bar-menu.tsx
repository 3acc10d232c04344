import IconButton from "@mui/material/IconButton";
import Tooltip from "@mui/material/Tooltip";
import { lazy, type ReactNode, Suspense, useId, useState } from "react";
import type { ChoiceMenu as LoadedMenu } from "./choice-menu.tsx";

/** Loaded when it is first opened. */
const ChoiceMenu = lazy(async () => ({
  default: (await import("./choice-menu.tsx")).ChoiceMenu,
})) as unknown as typeof LoadedMenu;

interface BarMenuProps<T extends string> {
  label: string;
  icon: ReactNode;
  choices: { value: T; label: string }[];
  value: T;
  onChoose: (value: T) => void;
}

/** An icon of the bar that opens a list with one choice. */
export function BarMenu<T extends string>(props: BarMenuProps<T>) {
  const { label, icon, choices, value, onChoose } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const menuId = useId();
  return (
    <>
      <Tooltip title={label}>
        <IconButton
          color="inherit"
          aria-label={label}
          aria-haspopup="menu"
          aria-expanded={anchor !== null}
          aria-controls={anchor ? menuId : undefined}
          onClick={(event) => setAnchor(event.currentTarget)}
        >
          {icon}
        </IconButton>
      </Tooltip>
      {anchor && (
        <Suspense>
          <ChoiceMenu
            {...{ id: menuId, anchor, choices, value, onChoose }}
            onClose={() => setAnchor(null)}
          />
        </Suspense>
      )}
    </>
  );
}
