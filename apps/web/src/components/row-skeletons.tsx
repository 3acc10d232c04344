import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";

interface RowSkeletonsProps {
  rows?: number;
  /** Of a row; a table's where none is given. */
  height?: number;
}

/** Rows to come, at their final height. */
export function RowSkeletons({ rows = 5, height }: RowSkeletonsProps) {
  return (
    <Box aria-busy sx={LATE}>
      {Array.from({ length: rows }, (_, row) => (
        <Box key={row} sx={ROW} style={height ? { height } : undefined}>
          <Skeleton variant="text" width={`${70 - ((row * 13) % 30)}%`} />
        </Box>
      ))}
    </Box>
  );
}

/** For what stands in for what is on its way: invisible for 150 ms, so that fast answers do not flicker. */
export const LATE = {
  opacity: 0,
  animation: "oscar-appear 120ms 150ms forwards",
  "@keyframes oscar-appear": { to: { opacity: 1 } },
};

const ROW = {
  display: "flex",
  alignItems: "center",
  height: "var(--oscar-row)",
  px: 2,
  borderTop: 1,
  borderColor: "divider",
};
