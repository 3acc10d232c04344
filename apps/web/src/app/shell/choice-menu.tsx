import Menu from "@mui/material/Menu";
import MenuItem from "@mui/material/MenuItem";

interface ChoiceMenuProps<T extends string> {
  id: string;
  anchor: HTMLElement;
  choices: { value: T; label: string }[];
  value: T;
  onChoose: (value: T) => void;
  onClose: () => void;
}

/** A list with one choice, below what opened it. */
export function ChoiceMenu<T extends string>(props: ChoiceMenuProps<T>) {
  const { id, anchor, choices, value, onChoose, onClose } = props;
  return (
    <Menu id={id} open anchorEl={anchor} onClose={onClose}>
      {choices.map((choice) => (
        <MenuItem
          key={choice.value}
          role="menuitemradio"
          aria-checked={choice.value === value}
          selected={choice.value === value}
          onClick={() => {
            onChoose(choice.value);
            onClose();
          }}
        >
          {choice.label}
        </MenuItem>
      ))}
    </Menu>
  );
}
