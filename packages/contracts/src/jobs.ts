import { z } from "zod";

export const JobState = z.enum([
  "queued",
  "pending",
  "running",
  "publishing",
  "succeeded",
  "failed",
  "cancelled",
]);
export type JobState = z.infer<typeof JobState>;

/** A state, or one of two groups as a reader thinks of them: what waits, and what is at work. */
export const JobStateFilter = z.enum([
  ...JobState.options,
  "waiting",
  "active",
]);
export type JobStateFilter = z.infer<typeof JobStateFilter>;

export const FailureReason = z.enum([
  "exit_code",
  "out_of_memory",
  "timeout",
  "image_pull",
  "input_missing",
  "output_failed",
  "start_failed",
  "lost",
]);
export type FailureReason = z.infer<typeof FailureReason>;

export const CancelReason = z.enum([
  "user",
  "superseded",
  "input_deleted",
  "function_deleted",
]);
export type CancelReason = z.infer<typeof CancelReason>;

export const JobReason = z.union([FailureReason, CancelReason]);
export type JobReason = z.infer<typeof JobReason>;

export const JobOutput = z.object({
  bucket: z.string(),
  key: z.string(),
  size: z.int().describe("Bytes"),
});
export type JobOutput = z.infer<typeof JobOutput>;

/** One (function, object version), and what became of it. */
export const Job = z.object({
  id: z.string(),
  function: z.string(),
  generation: z.int(),
  input: z.object({
    bucket: z.string(),
    key: z.string(),
    etag: z.string(),
    size: z.int(),
  }),
  state: JobState,
  attempt: z.int().describe("The latest attempt; 0 before the first"),
  reason: JobReason.optional(),
  message: z
    .string()
    .optional()
    .describe("The reason in words that a user understands"),
  exitCode: z.int().optional(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
  outputs: z.array(JobOutput),
});
export type Job = z.infer<typeof Job>;

export const Attempt = z.object({
  number: z.int(),
  generation: z.int(),
  state: JobState,
  reason: JobReason.optional(),
  message: z.string().optional(),
  exitCode: z.int().optional(),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().optional(),
  finishedAt: z.iso.datetime().optional(),
});
export type Attempt = z.infer<typeof Attempt>;

export const JobWithAttempts = Job.extend({ attempts: z.array(Attempt) });
export type JobWithAttempts = z.infer<typeof JobWithAttempts>;

export const JobPage = z.object({
  jobs: z.array(Job),
  next: z.string().nullable(),
});
export type JobPage = z.infer<typeof JobPage>;
