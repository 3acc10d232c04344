import type { Job } from "@oscar/contracts";
import i18next from "i18next";

type Reasoned = Pick<Job, "reason" | "message" | "exitCode">;

/**
 * Why a job has ended as it did, in the reader's language; undefined for one of which there
 * is nothing to say. The server's own sentence knows more, and is English.
 */
export function reasonText(job: Reasoned): string | undefined {
  const { reason, message, exitCode } = job;
  const isEnglish = i18next.language.startsWith("en");
  if (!reason || (isEnglish && message)) return message;
  if (reason === "exit_code" && exitCode === undefined) return message;
  return i18next.t(`jobs:reason.${reason}`, { exitCode });
}
