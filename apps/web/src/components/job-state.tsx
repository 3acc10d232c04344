import BlockIcon from "@mui/icons-material/Block";
import CheckCircleOutlinedIcon from "@mui/icons-material/CheckCircleOutlined";
import ErrorOutlinedIcon from "@mui/icons-material/ErrorOutlineOutlined";
import HourglassTopIcon from "@mui/icons-material/HourglassTop";
import PlayCircleOutlinedIcon from "@mui/icons-material/PlayCircleOutlined";
import PublishIcon from "@mui/icons-material/Publish";
import ScheduleIcon from "@mui/icons-material/Schedule";
import Box from "@mui/material/Box";
import type { SvgIconProps } from "@mui/material/SvgIcon";
import type { JobState } from "@oscar/contracts";
import type { ComponentType } from "react";
import { useTranslation } from "react-i18next";

interface Look {
  icon: ComponentType<SvgIconProps>;
  color: string;
}

/** The icon and colour of a state; always shown with its word. */
export const JOB_LOOKS: Record<JobState, Look> = {
  queued: { icon: ScheduleIcon, color: "text.secondary" },
  pending: { icon: HourglassTopIcon, color: "text.secondary" },
  running: { icon: PlayCircleOutlinedIcon, color: "primary.main" },
  publishing: { icon: PublishIcon, color: "primary.main" },
  succeeded: { icon: CheckCircleOutlinedIcon, color: "success.main" },
  failed: { icon: ErrorOutlinedIcon, color: "error.main" },
  cancelled: { icon: BlockIcon, color: "text.secondary" },
};

export function JobStateText({ state }: { state: JobState }) {
  const { t } = useTranslation();
  const { icon: Icon, color } = JOB_LOOKS[state];
  return (
    <Box
      component="span"
      sx={{
        display: "inline-flex",
        alignItems: "center",
        gap: 0.75,
        color,
        fontWeight: 550,
        whiteSpace: "nowrap",
      }}
    >
      <Icon sx={{ fontSize: 18 }} aria-hidden />
      {t(`jobState.${state}`)}
    </Box>
  );
}
