import Box from "@mui/material/Box";
import Skeleton from "@mui/material/Skeleton";

const SHOWN_AFTER_MS = 150;

/** Rows to come, at their final height; invisible at first, so that fast answers do not flicker. */
export function RowSkeletons({ rows = 5 }: { rows?: number }) {
  return (
    <Box
      aria-busy
      sx={{
        opacity: 0,
        animation: `appear 120ms ${SHOWN_AFTER_MS}ms forwards`,
        "@keyframes appear": { to: { opacity: 1 } },
      }}
    >
      {Array.from({ length: rows }, (_, row) => (
        <Box
          key={row}
          sx={{
            display: "flex",
            alignItems: "center",
            height: 44,
            px: 2,
            borderTop: 1,
            borderColor: "divider",
          }}
        >
          <Skeleton variant="text" width={`${70 - ((row * 13) % 30)}%`} />
        </Box>
      ))}
    </Box>
  );
}
