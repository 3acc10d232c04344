import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";

export interface Choice<T> {
  value: T;
  label: string;
}

interface ChoiceMenuProps<T> {
  id: string;
  label: string;
  anchor: HTMLElement;
  /** What a screen reader is told it is: a menu's radio items, or the options of a field. */
  kind: "menu" | "listbox";
  choices: Choice<T>[];
  value: T;
  onChoose: (value: T) => void;
  onClose: () => void;
}

/** A list with one choice, below what opened it. */
export function ChoiceMenu<T extends string | number>(
  props: ChoiceMenuProps<T>,
) {
  const { id, label, anchor, kind, choices, value, onChoose, onClose } = props;
  return (
    <Menu
      open
      anchorEl={anchor}
      onClose={onClose}
      slotProps={{ list: { id, role: kind, "aria-label": label } }}
    >
      {choices.map((choice) => {
        const isChosen = choice.value === value;
        const state =
          kind === "menu"
            ? { role: "menuitemradio", "aria-checked": isChosen }
            : { role: "option", "aria-selected": isChosen };
        return (
          <MenuItem
            key={choice.value}
            {...state}
            selected={isChosen}
            onClick={() => {
              onChoose(choice.value);
              onClose();
            }}
          >
            {choice.label}
          </MenuItem>
        );
      })}
    </Menu>
  );
}
