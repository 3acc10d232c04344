import type { CancelReason } from "@oscar/contracts";

/** Why an attempt's signal was aborted. */
export class Cancellation extends Error {
  readonly reason: CancelReason;

  constructor(reason: CancelReason) {
    super(CANCEL_MESSAGES[reason]);
    this.name = "Cancellation";
    this.reason = reason;
  }
}

export const CANCEL_MESSAGES: Record<CancelReason, string> = {
  user: "Cancelled by a user.",
  superseded:
    "The input was overwritten before the script started. Its new version has a job of its own.",
  input_deleted: "The input was deleted before the script started.",
  function_deleted: "The function was deleted.",
};
