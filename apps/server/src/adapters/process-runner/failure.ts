import { constants } from "node:os";
import type { Failure } from "../../ports/job-runner.ts";
import type { Exit } from "./launcher/messages.ts";

/** The script could not begin. */
export function startFailed(message: string): Failure {
  return { outcome: "failed", reason: "start_failed", message };
}

/** The script succeeded, and what it wrote cannot be kept. */
export function outputFailed(message: string): Failure {
  return { outcome: "failed", reason: "output_failed", message };
}

export function timedOut(seconds: number): Failure {
  const limit = seconds === 1 ? "1 second" : `${seconds} seconds`;
  return {
    outcome: "failed",
    reason: "timeout",
    message: `The script was ended, since it ran longer than its time limit of ${limit}.`,
  };
}

/** Lost to our own stop or restart: it is tried again and not counted. */
export const LOST_TO_RESTART: Failure = {
  outcome: "failed",
  reason: "lost",
  message: "The server was stopped before the job had ended.",
  excused: true,
};

/** The process that starts scripts, and would have told how this one ended, is gone. */
export const LOST_WITH_LAUNCHER: Failure = {
  outcome: "failed",
  reason: "lost",
  message:
    "The process of the server that starts scripts was ended while the job ran.",
};

/** What an exit other than 0 means; by a signal it has the exit code that shells give it. */
export function failureOfExit(
  exit: Exit,
  facts: { outOfMemoryKills: number },
): Failure {
  const { signal } = exit;
  const exitCode =
    exit.code ?? (signal ? 128 + constants.signals[signal] : 255);
  if (exitCode === KILLED && facts.outOfMemoryKills > 0) {
    return {
      outcome: "failed",
      reason: "out_of_memory",
      message: "The script was killed, since this machine ran out of memory.",
      exitCode,
    };
  }
  const message = signal
    ? `The script was ended by the signal ${signal}.`
    : `The script ended with exit code ${exitCode}${meaningOf(exitCode)}.`;
  return { outcome: "failed", reason: "exit_code", message, exitCode };
}

const KILLED = 128 + constants.signals.SIGKILL;

/** Exit codes to which shells give a meaning. */
function meaningOf(exitCode: number): string {
  if (exitCode === 126) return " (a program in it may not be run; see its log)";
  if (exitCode === 127) return " (a program in it was not found; see its log)";
  const signal = signalOf(exitCode);
  return signal
    ? ` (it, or a program in it, was ended by the signal ${signal})`
    : "";
}

/** Shells add 128 to the number of a signal. */
function signalOf(exitCode: number): string | undefined {
  const signals = Object.entries(constants.signals);
  return signals.find(([, number]) => exitCode === 128 + number)?.[0];
}
