import ArrowDropDownIcon from "@mui/icons-material/ArrowDropDown";
import ButtonBase from "@mui/material/ButtonBase";
import { useId, useState } from "react";
import type { Choice, ChoiceMenu as LoadedMenu } from "./choice-menu.tsx";
import { lazyPart } from "./later.tsx";

/** Loaded when it is first opened. */
const ChoiceMenu = lazyPart(
  async () => (await import("./choice-menu.tsx")).ChoiceMenu,
) as typeof LoadedMenu;

interface ChoiceFieldProps<T> {
  label: string;
  choices: Choice<T>[];
  value: T;
  /** It stands alone, and not in a bar of smaller things. */
  isOutlined?: boolean;
  onChoose: (value: T) => void;
}

/** A value that opens the list of what it may be. */
export function ChoiceField<T extends string | number>(
  props: ChoiceFieldProps<T>,
) {
  const { label, choices, value, isOutlined = false, onChoose } = props;
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const listId = useId();
  const valueId = useId();
  return (
    <>
      <ButtonBase
        role="combobox"
        aria-label={label}
        aria-describedby={valueId}
        aria-haspopup="listbox"
        aria-expanded={anchor !== null}
        aria-controls={anchor ? listId : undefined}
        onClick={(event) => setAnchor(event.currentTarget)}
        onKeyDown={(event) => {
          if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
          event.preventDefault();
          setAnchor(event.currentTarget);
        }}
        sx={[FIELD, isOutlined && OUTLINED]}
      >
        <span id={valueId}>
          {choices.find((choice) => choice.value === value)?.label}
        </span>
        <ArrowDropDownIcon fontSize="small" aria-hidden />
      </ButtonBase>
      {anchor && (
        <ChoiceMenu
          {...{ id: listId, label, anchor, choices, value, onChoose }}
          kind="listbox"
          onClose={() => setAnchor(null)}
        />
      )}
    </>
  );
}

const OUTLINED = {
  justifyContent: "space-between",
  minWidth: 180,
  minHeight: 36,
  pl: 1.5,
  pr: 1,
  border: 1,
  borderColor: "inputBorder",
  bgcolor: "background.paper",
  fontSize: "0.875rem",
};

const FIELD = {
  minHeight: 32,
  pl: 1,
  pr: 0.25,
  borderRadius: 1,
  fontSize: "0.8125rem",
  fontVariantNumeric: "tabular-nums",
  "&:hover": { bgcolor: "action.hover" },
};
