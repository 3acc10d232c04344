import CancelIcon from "@mui/icons-material/Cancel";
import CheckCircleIcon from "@mui/icons-material/CheckCircle";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import { Tooltip } from "../../../components/tooltip.tsx";

interface TickAndCrossProps {
  tickLabel: string;
  crossLabel: string;
  /** Nothing is typed: neither would do anything. */
  isIdle: boolean;
  isBusy?: boolean;
  onTick: () => void;
  onCross: () => void;
}

/** The green tick that takes over what is typed, and the red cross that discards it. */
export function TickAndCross(props: TickAndCrossProps) {
  const { tickLabel, crossLabel, isBusy = false, onTick, onCross } = props;
  return (
    <Box sx={{ display: "flex" }}>
      <Tooltip title={tickLabel}>
        <IconButton
          color="success"
          aria-label={tickLabel}
          loading={isBusy}
          onClick={onTick}
        >
          <CheckCircleIcon />
        </IconButton>
      </Tooltip>
      <Tooltip title={crossLabel}>
        <IconButton color="error" aria-label={crossLabel} onClick={onCross}>
          <CancelIcon />
        </IconButton>
      </Tooltip>
    </Box>
  );
}
