import DownloadIcon from "@mui/icons-material/Download";
import WrapTextIcon from "@mui/icons-material/WrapText";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import ToggleButton from "@mui/material/ToggleButton";
import { isEnded, type JobWithAttempts, urlOf } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../components/copy-button.tsx";
import { Section } from "../../../components/section.tsx";
import { Tooltip } from "../../../components/tooltip.tsx";
import { errorText } from "../../../lib/error-text.ts";
import { formatBytes, formatNumber } from "../../../lib/format.ts";
import { usePreference } from "../../../lib/preferences.ts";
import { AttemptPicker } from "./attempt-picker.tsx";
import { LogLines } from "./log-lines.tsx";
import { LogSearch } from "./log-search.tsx";
import type { LogText } from "./log-text.ts";
import { useJobLog } from "./use-job-log.ts";
import { useLineSearch } from "./use-line-search.ts";

interface JobLogProps {
  job: JobWithAttempts;
  /** Whose log; 0 before the first. */
  attempt: number;
  onAttempt: (attempt: number) => void;
}

/** What the script wrote, line by line, while it writes. */
export function JobLog({ job, attempt, onAttempt }: JobLogProps) {
  const { t } = useTranslation("jobs");
  const [isWrapped, setIsWrapped] = usePreference("isLogWrapped");
  const isRunning = attempt === job.attempt && !isEnded(job.state);
  const { error, isRead, ...log } = useJobLog(job.id, { attempt, isRunning });
  const search = useLineSearch(log);
  return (
    <Section
      title={t("log")}
      actions={
        <>
          {job.attempts.length > 1 && (
            <AttemptPicker
              attempts={job.attempts}
              value={attempt}
              onChange={onAttempt}
            />
          )}
          <LogSearch search={search} />
          <Tooltip title={t("wrap")}>
            <ToggleButton
              value="wrap"
              size="small"
              selected={isWrapped}
              aria-label={t("wrap")}
              onChange={() => setIsWrapped(!isWrapped)}
              sx={{ minHeight: 32, width: 32, p: 0, border: 0 }}
            >
              <WrapTextIcon fontSize="small" />
            </ToggleButton>
          </Tooltip>
          <CopyButton text={() => log.lines.join("\n")} label={t("copyLog")} />
          <Download id={job.id} attempt={attempt} />
        </>
      }
    >
      {error !== undefined && (
        <Alert severity="warning" sx={{ mx: 2, mb: 1 }}>
          {errorText(error)}
        </Alert>
      )}
      <Missing log={log} />
      {log.lines.length > 0 ? (
        <LogLines
          key={attempt}
          log={log}
          isWrapped={isWrapped}
          search={search}
        />
      ) : (
        <Box sx={{ px: 2, pb: 2, minHeight: 36, color: "text.secondary" }}>
          {isRunning || attempt === 0
            ? t("waitingForLog")
            : isRead && error === undefined && t("emptyLog")}
        </Box>
      )}
    </Section>
  );
}

/** What of the log is not on the page. */
function Missing({ log }: { log: LogText }) {
  const { t, i18n } = useTranslation("jobs");
  const { dropped, skippedBytes } = log;
  if (dropped === 0 && skippedBytes === 0) return null;
  return (
    <Box sx={{ px: 2, pb: 1, color: "text.secondary" }}>
      {skippedBytes > 0
        ? t("skippedBytes", { size: formatBytes(skippedBytes, i18n.language) })
        : t("droppedLines", {
            count: dropped,
            formatted: formatNumber(dropped, i18n.language),
          })}
    </Box>
  );
}

function Download({ id, attempt }: { id: string; attempt: number }) {
  const { t } = useTranslation("jobs");
  return (
    <Tooltip title={t("downloadLog")}>
      <IconButton
        size="small"
        component="a"
        href={urlOf("getJobLog", {
          params: { id },
          query: { attempt, download: "1" },
        })}
        download
        aria-label={t("downloadLog")}
      >
        <DownloadIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
