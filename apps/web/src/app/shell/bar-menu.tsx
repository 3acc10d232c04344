import IconButton from "@mui/material/IconButton";
import { type ReactNode, useId, useState } from "react";
import { Tooltip } from "../../components/tooltip.tsx";
import type {
  Choice,
  ChoiceMenu as LoadedMenu,
} from "../../components/choice-menu.tsx";
import { lazyPart } from "../../components/later.tsx";

/** Loaded when it is first opened. */
const ChoiceMenu = lazyPart(
  async () => (await import("../../components/choice-menu.tsx")).ChoiceMenu,
) as typeof LoadedMenu;

interface BarMenuProps<T extends string> {
  label: string;
  icon: ReactNode;
  choices: Choice<T>[];
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
        <ChoiceMenu
          {...{ id: menuId, label, anchor, choices, value, onChoose }}
          kind="menu"
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}
