import { z } from "zod";
import { FunctionSummary } from "./functions.ts";
import { Job } from "./jobs.ts";
import { Operation } from "./operations.ts";

/**
 * What the one event stream of a browser carries. `reset`: events were missed, fetch anew.
 * `jobs`: more jobs of a function changed than are worth sending one by one.
 * `log`: a log that somebody reads has grown, and has now so many bytes.
 */
export const LiveEvent = z.discriminatedUnion("type", [
  z.object({ type: z.literal("job"), job: Job }),
  z.object({ type: z.literal("jobs"), function: z.string() }),
  z.object({
    type: z.literal("log"),
    jobId: z.string(),
    attempt: z.int(),
    bytes: z.int(),
  }),
  z.object({ type: z.literal("function"), function: FunctionSummary }),
  z.object({ type: z.literal("function_deleted"), name: z.string() }),
  z.object({ type: z.literal("bucket"), bucket: z.string() }),
  z.object({ type: z.literal("buckets") }),
  z.object({ type: z.literal("operation"), operation: Operation }),
  z.object({ type: z.literal("reset") }),
]);
export type LiveEvent = z.infer<typeof LiveEvent>;
