import BoltIcon from "@mui/icons-material/Bolt";
import CloudOffIcon from "@mui/icons-material/CloudOff";
import SyncIcon from "@mui/icons-material/Sync";
import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../components/tooltip.tsx";
import { visuallyHidden } from "../../components/visually-hidden.ts";
import { useLiveState } from "../../lib/live/use-live.ts";

const ICONS = { live: BoltIcon, connecting: SyncIcon, offline: CloudOffIcon };

/** Whether what is on the page is up to date. */
export function ConnectionState() {
  const { t } = useTranslation();
  const state = useLiveState();
  const Icon = ICONS[state];
  return (
    <Tooltip title={t(`live.${state}Hint`)} describeChild>
      <Box
        role="status"
        sx={{
          display: "flex",
          alignItems: "center",
          gap: 0.5,
          px: 1,
          fontSize: "0.8125rem",
          fontWeight: 550,
        }}
      >
        <Icon sx={{ fontSize: 18 }} aria-hidden />
        <Box component="span" sx={WORD}>
          {t(`live.${state}`)}
        </Box>
      </Box>
    </Tooltip>
  );
}

/** On a phone the word is there for screen readers only. */
const WORD = {
  "@media (max-width: 599.95px)": visuallyHidden,
};
