import Box from "@mui/material/Box";
import Paper from "@mui/material/Paper";
import Skeleton from "@mui/material/Skeleton";
import { LATE } from "../../components/row-skeletons.tsx";
import { CARDS } from "./stat-cards.tsx";

/** The dashboard to come; not seen where it comes at once. */
export function DashboardSkeleton() {
  return (
    <Box aria-busy sx={LATE}>
      <Box sx={CARDS}>
        {[0, 1, 2, 3].map((card) => (
          <Paper key={card} variant="outlined" sx={{ p: 2, height: 120 }}>
            <Skeleton width="60%" />
            <Skeleton width={48} height={44} />
            <Skeleton width="40%" />
          </Paper>
        ))}
      </Box>
      <Paper variant="outlined" sx={{ p: 2, height: 240 }}>
        <Skeleton width={120} height={28} />
      </Paper>
    </Box>
  );
}
