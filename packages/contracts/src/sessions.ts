import { z } from "zod";

export const Credentials = z.strictObject({
  name: z.string().min(1).max(200),
  password: z.string().min(1).max(1024),
});
export type Credentials = z.infer<typeof Credentials>;

export const Session = z.object({
  user: z.object({ name: z.string(), role: z.enum(["admin"]) }),
  console: z.object({
    store: z.enum(["directory", "minio"]),
    runner: z.enum(["process", "kubernetes"]),
    version: z.string(),
  }),
});
export type Session = z.infer<typeof Session>;

/** Something an operator should know, with what to do about it. */
export const StatusProblem = z.object({
  code: z.string(),
  message: z.string(),
  help: z.string(),
  /** What to set, as lines for the environment of the program that `help` names. */
  settings: z.array(z.string()).optional(),
});
export type StatusProblem = z.infer<typeof StatusProblem>;
export const Status = z.object({ problems: z.array(StatusProblem) });
export type Status = z.infer<typeof Status>;
