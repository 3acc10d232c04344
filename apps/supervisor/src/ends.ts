import type { SupervisorMessage } from "@oscar/contracts";

/** Ends the container with words that the server finds in the pod's status. */
export class Ended extends Error {
  readonly told: SupervisorMessage;

  constructor(told: SupervisorMessage, options: { cause?: unknown } = {}) {
    super(JSON.stringify(told), options);
    this.name = "Ended";
    this.told = told;
  }
}

/** What the script has written cannot be kept. */
export function outputFailed(message: string, cause?: unknown): Ended {
  return new Ended(
    { outcome: "failed", reason: "output_failed", message },
    { cause },
  );
}

/** The runner is at fault, and not the script: the job is tried again. */
export function lost(message: string, cause?: unknown): Ended {
  return new Ended({ outcome: "failed", reason: "lost", message }, { cause });
}
