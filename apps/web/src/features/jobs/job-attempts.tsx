import Button from "@mui/material/Button";
import Table from "@mui/material/Table";
import TableBody from "@mui/material/TableBody";
import TableCell from "@mui/material/TableCell";
import TableContainer from "@mui/material/TableContainer";
import TableHead from "@mui/material/TableHead";
import TableRow from "@mui/material/TableRow";
import type { Attempt } from "@oscar/contracts";
import { useTranslation } from "react-i18next";
import { JobStateText } from "../../components/job-state.tsx";
import { Section } from "../../components/section.tsx";
import { TimeText } from "../../components/time-text.tsx";
import { reasonText } from "../../lib/job-reason.ts";
import { JobDuration } from "./job-duration.tsx";

interface JobAttemptsProps {
  attempts: Attempt[];
  /** The one whose log is shown. */
  shown: number;
  onShow: (attempt: number) => void;
}

/** Every try of a job, each leading to its log. */
export function JobAttempts({ attempts, shown, onShow }: JobAttemptsProps) {
  const { t } = useTranslation("jobs");
  return (
    <Section title={t("attempts")}>
      <TableContainer>
        <Table aria-label={t("attempts")}>
          <TableHead>
            <TableRow>
              <TableCell align="right">{t("columns.attempt")}</TableCell>
              <TableCell>{t("columns.state")}</TableCell>
              <TableCell>{t("columns.started")}</TableCell>
              <TableCell align="right">{t("columns.duration")}</TableCell>
              <TableCell>{t("columns.reason")}</TableCell>
              <TableCell align="right">{t("log")}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {attempts.map((attempt) => (
              <TableRow
                key={attempt.number}
                aria-current={attempt.number === shown}
              >
                <TableCell align="right">{attempt.number}</TableCell>
                <TableCell>
                  <JobStateText state={attempt.state} />
                </TableCell>
                <TableCell>
                  {attempt.startedAt && <TimeText time={attempt.startedAt} />}
                </TableCell>
                <TableCell align="right">
                  <JobDuration {...attempt} />
                </TableCell>
                <TableCell>{reasonText(attempt)}</TableCell>
                <TableCell align="right">
                  {attempt.number === shown ? (
                    t("shown")
                  ) : (
                    <Button
                      size="small"
                      aria-label={t("logOfNumber", { number: attempt.number })}
                      onClick={() => onShow(attempt.number)}
                    >
                      {t("show")}
                    </Button>
                  )}
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </TableContainer>
    </Section>
  );
}
