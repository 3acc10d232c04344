import Box from "@mui/material/Box";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import { useId } from "react";

interface ChoiceProps<T extends string> {
  label: string;
  value: T;
  choices: { value: T; label: string }[];
  onChoose: (value: T) => void;
}

/** One setting with a few values, all in sight. */
export function Choice<T extends string>(props: ChoiceProps<T>) {
  const { label, value, choices, onChoose } = props;
  const labelId = useId();
  return (
    <Box sx={ROW}>
      <Box id={labelId} sx={{ flex: 1, minWidth: 140 }}>
        {label}
      </Box>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-labelledby={labelId}
        value={value}
        onChange={(_event, next: T | null) => next !== null && onChoose(next)}
      >
        {choices.map((choice) => (
          <ToggleButton key={choice.value} value={choice.value}>
            {choice.label}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
    </Box>
  );
}

const ROW = {
  display: "flex",
  flexWrap: "wrap",
  alignItems: "center",
  gap: 1,
  px: 2,
  py: 1.5,
  borderTop: 1,
  borderColor: "divider",
};
