import { z } from "zod";
import { Problem } from "./errors.ts";

/** Work that takes longer than a request should; goes on without its browser. */
export const Operation = z.object({
  id: z.string(),
  kind: z.string(),
  state: z.enum(["running", "succeeded", "failed", "cancelled"]),
  done: z.int(),
  total: z.int().nullable(),
  result: z.unknown().optional(),
  problem: Problem.optional(),
});
export type Operation = z.infer<typeof Operation>;

export const OperationStarted = z.object({ operation: Operation });
