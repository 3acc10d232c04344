import DownloadIcon from "@mui/icons-material/Download";
import WrapTextIcon from "@mui/icons-material/WrapText";
import Alert from "@mui/material/Alert";
import Box from "@mui/material/Box";
import IconButton from "@mui/material/IconButton";
import ToggleButton from "@mui/material/ToggleButton";
import Tooltip from "@mui/material/Tooltip";
import { endpoints, isEnded, type Job, urlOf } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../components/copy-button.tsx";
import { Section } from "../../components/section.tsx";
import { errorText } from "../../lib/error-text.ts";
import { usePreference } from "../../lib/preferences.ts";
import { LogLines } from "./log-lines.tsx";
import { useJobLog } from "./use-job-log.ts";

/** What the script wrote, line by line, while it writes. */
export function JobLog({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  const [isWrapped, setIsWrapped] = usePreference("isLogWrapped");
  const { lines, dropped, error } = useJobLog(job.id, {
    attempt: job.attempt,
    isRunning: !isEnded(job.state),
  });
  return (
    <Section
      title={t("log")}
      actions={
        <>
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
          <CopyButton text={() => lines.join("\n")} label={t("copyLog")} />
          <Download job={job} />
        </>
      }
    >
      {error !== undefined && (
        <Alert severity="warning" sx={{ mx: 2, mb: 1 }}>
          {errorText(error)}
        </Alert>
      )}
      {dropped > 0 && (
        <Box sx={{ px: 2, pb: 1, color: "text.secondary" }}>
          {t("droppedLines", { count: dropped })}
        </Box>
      )}
      {lines.length === 0 ? (
        <Box sx={{ px: 2, pb: 2, color: "text.secondary" }}>
          {isEnded(job.state) ? t("emptyLog") : t("waitingForLog")}
        </Box>
      ) : (
        <LogLines
          lines={lines}
          firstNumber={dropped + 1}
          isWrapped={isWrapped}
        />
      )}
    </Section>
  );
}

function Download({ job }: { job: Job }) {
  const { t } = useTranslation("jobs");
  return (
    <Tooltip title={t("downloadLog")}>
      <IconButton
        size="small"
        component="a"
        href={urlOf(endpoints.getJobLog, {
          params: { id: job.id },
          query: { attempt: job.attempt },
        })}
        download={`${job.function}-${job.id}.log`}
        aria-label={t("downloadLog")}
      >
        <DownloadIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}
