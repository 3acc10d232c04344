import { z } from "zod";
import { FailureReason } from "./jobs.ts";

/**
 * What the supervisor leaves as its container's termination message where it could not do its
 * part: the cluster keeps it, so the server may be away.
 */
export const SupervisorMessage = z.discriminatedUnion("outcome", [
  z.strictObject({
    outcome: z.literal("stale"),
    reason: z.enum(["superseded", "input_deleted"]),
  }),
  z.strictObject({
    outcome: z.literal("failed"),
    reason: FailureReason,
    message: z.string(),
  }),
]);
export type SupervisorMessage = z.infer<typeof SupervisorMessage>;
