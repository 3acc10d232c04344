import CheckCircleIcon from "@mui/icons-material/CheckCircle";
import ErrorOutlineIcon from "@mui/icons-material/ErrorOutlined";
import Box from "@mui/material/Box";
import CircularProgress from "@mui/material/CircularProgress";
import Link from "@mui/material/Link";
import { useTranslation } from "react-i18next";
import { Link as RouterLink } from "react-router";
import { formatNumber } from "../../../lib/format.ts";
import { paths } from "../../../lib/paths.ts";
import type { Activity } from "../../../lib/activity/use-activities.ts";
import { useActivity } from "./use-activity.ts";

/** How far the functions are that work on this bucket: tells when the results are complete. */
export function ActivityStrip({ bucket }: { bucket: string }) {
  const { t } = useTranslation("buckets");
  const activities = useActivity(bucket);
  return (
    <Box
      role="status"
      aria-label={t("activity.label")}
      sx={[
        STRIP,
        activities.length === 0 && { position: "absolute", width: 0 },
      ]}
    >
      {activities.map((activity) => (
        <ActivityItem key={activity.name} activity={activity} />
      ))}
    </Box>
  );
}

function ActivityItem({ activity }: { activity: Activity }) {
  const { t, i18n } = useTranslation("buckets");
  const { name, done, total, failed } = activity;
  const number = (value: number) => formatNumber(value, i18n.language);
  return (
    <Box sx={ITEM}>
      <ActivityIcon activity={activity} />
      <span>
        <Link
          component={RouterLink}
          to={paths.function(name)}
          sx={{ fontWeight: 600 }}
        >
          {name}
        </Link>
        {" · "}
        <Box component="span" sx={{ fontVariantNumeric: "tabular-nums" }}>
          {t("activity.done", { done: number(done), total: number(total) })}
        </Box>
        {failed > 0 && (
          <Box component="span" sx={{ color: "error.main" }}>
            {" · "}
            {t("activity.failed", { failed: number(failed) })}
          </Box>
        )}
      </span>
    </Box>
  );
}

function ActivityIcon({ activity }: { activity: Activity }) {
  const { t } = useTranslation("buckets");
  const { isOver, failed, done, total } = activity;
  if (!isOver) {
    return (
      <CircularProgress
        size={16}
        thickness={6}
        variant="determinate"
        enableTrackSlot
        value={total > 0 ? Math.max(3, (done / total) * 100) : 3}
        aria-label={t("activity.working")}
      />
    );
  }
  return failed > 0 ? (
    <ErrorOutlineIcon
      color="error"
      titleAccess={t("activity.endedBadly")}
      sx={{ fontSize: 18 }}
    />
  ) : (
    <CheckCircleIcon
      color="success"
      titleAccess={t("activity.ended")}
      sx={{ fontSize: 18 }}
    />
  );
}

/** Beside the heading, where coming and going moves nothing; on a phone below it. */
const STRIP = {
  display: "flex",
  flexWrap: "wrap",
  gap: 1,
  width: { xs: "100%", sm: "auto" },
  order: { xs: 1, sm: 0 },
};

const ITEM = {
  display: "flex",
  alignItems: "center",
  gap: 1,
  minHeight: 36,
  px: 1.5,
  border: 1,
  borderColor: "divider",
  borderRadius: 1,
  bgcolor: "background.paper",
};
