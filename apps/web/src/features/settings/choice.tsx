import Box from "@mui/material/Box";
import ToggleButton from "@mui/material/ToggleButton";
import ToggleButtonGroup from "@mui/material/ToggleButtonGroup";
import { useId } from "react";

interface ChoiceProps<T extends string | number> {
  label: string;
  /** What it changes, where that is not plain. */
  hint?: string;
  value: T;
  choices: { value: T; label: string }[];
  onChoose: (value: T) => void;
}

/** One setting with a few values, all in sight. */
export function Choice<T extends string | number>(props: ChoiceProps<T>) {
  const { label, hint, value, choices, onChoose } = props;
  const labelId = useId();
  const hintId = useId();
  return (
    <Box sx={ROW}>
      <Box sx={{ flex: 1, minWidth: 200 }}>
        <div id={labelId}>{label}</div>
        {hint && (
          <Box id={hintId} sx={HINT}>
            {hint}
          </Box>
        )}
      </Box>
      <ToggleButtonGroup
        exclusive
        size="small"
        aria-labelledby={labelId}
        aria-describedby={hint ? hintId : undefined}
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

const HINT = {
  color: "text.secondary",
  fontSize: "0.8125rem",
  lineHeight: "20px",
};

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
