import Box from "@mui/material/Box";

interface ProgressBarProps {
  label: string;
  /** What a screen reader says in the place of a percentage. */
  text: string;
  value: number;
  total: number;
}

/** How much of some work is done. */
export function ProgressBar({ label, text, value, total }: ProgressBarProps) {
  const share = total > 0 ? value / total : 0;
  return (
    <Box
      role="progressbar"
      aria-label={label}
      aria-valuetext={text}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={value}
      sx={TRACK}
    >
      <Box sx={BAR} style={{ transform: `scaleX(${share})` }} />
    </Box>
  );
}

const TRACK = {
  flex: 1,
  minWidth: 48,
  maxWidth: 320,
  height: 6,
  borderRadius: 3,
  overflow: "hidden",
  bgcolor: "selected",
};

const BAR = {
  height: "100%",
  bgcolor: "primary.main",
  transformOrigin: "left",
  transition: "transform 200ms",
};
