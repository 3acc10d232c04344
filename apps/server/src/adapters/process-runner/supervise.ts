import { groupToEnd, signalGroup } from "./end-processes.ts";
import type { Launched } from "./launcher/launcher.ts";
import type { Exit } from "./launcher/messages.ts";

/** How the leader of a script's processes ended, and whether we made it. */
export interface Supervised {
  exit: Exit;
  endedBy: "itself" | "time limit" | "signal";
}

export interface Supervision {
  timeoutMs: number;
  /** Between SIGTERM and SIGKILL. */
  graceMs: number;
  signal: AbortSignal;
}

/** Waits for a script's end, and brings it about at its time limit or at the signal. */
export async function supervise(
  child: Launched,
  { timeoutMs, graceMs, signal }: Supervision,
): Promise<Supervised> {
  let endedBy: Supervised["endedBy"] = "itself";
  let graceTimer: NodeJS.Timeout | undefined;
  const graceOver = new AbortController();
  function end(cause: "time limit" | "signal"): void {
    if (endedBy !== "itself") return;
    endedBy = cause;
    signalGroup(child.pid, "SIGTERM");
    graceTimer = setTimeout(() => {
      graceOver.abort();
      signalGroup(child.pid, "SIGKILL");
    }, graceMs);
  }
  const onAbort = () => end("signal");
  const timeLimit = setTimeout(() => end("time limit"), timeoutMs);
  signal.addEventListener("abort", onAbort);
  if (signal.aborted) onAbort();
  try {
    const exit = await child.ended;
    clearTimeout(timeLimit);
    signal.removeEventListener("abort", onAbort);
    const wasEndedBy = endedBy as Supervised["endedBy"];
    if (wasEndedBy !== "itself")
      await groupToEnd(child.pid, { signal: graceOver.signal });
    return { exit, endedBy: wasEndedBy };
  } finally {
    clearTimeout(timeLimit);
    clearTimeout(graceTimer);
  }
}
