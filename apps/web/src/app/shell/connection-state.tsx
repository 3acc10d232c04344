import BoltIcon from "@mui/icons-material/Bolt";
import CloudOffIcon from "@mui/icons-material/CloudOff";
import SyncIcon from "@mui/icons-material/Sync";
import Box from "@mui/material/Box";
import { useTranslation } from "react-i18next";
import { Tooltip } from "../../components/tooltip.tsx";
import { visuallyHidden } from "../../components/visually-hidden.ts";
import { useLiveState } from "../../lib/live/use-live.ts";

const STATES = ["live", "connecting", "offline"] as const;
const ICONS = { live: BoltIcon, connecting: SyncIcon, offline: CloudOffIcon };

/** Whether what is on the page is up to date. As wide in every state: nothing beside it moves. */
export function ConnectionState() {
  const { t } = useTranslation();
  const state = useLiveState();
  return (
    <Tooltip title={t(`live.${state}Hint`)} describeChild>
      <Box sx={FRAME}>
        <Box role="status" sx={visuallyHidden}>
          {t(`live.${state}`)}
        </Box>
        {STATES.map((one) => {
          const Icon = ICONS[one];
          return (
            <Box
              key={one}
              aria-hidden
              sx={[PART, one !== state && { visibility: "hidden" }]}
            >
              <Icon sx={{ fontSize: 18 }} />
              <Box component="span" sx={WORD}>
                {t(`live.${one}`)}
              </Box>
            </Box>
          );
        })}
      </Box>
    </Tooltip>
  );
}

const FRAME = {
  position: "relative",
  display: "grid",
  justifyItems: "end",
  px: 1,
  fontSize: "0.8125rem",
  fontWeight: 550,
};

const PART = {
  gridArea: "1 / 1",
  display: "flex",
  alignItems: "center",
  gap: 0.5,
};

/** On a phone the icon says it. */
const WORD = { display: { xs: "none", sm: "inline" } };
