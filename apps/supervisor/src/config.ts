import { readFileSync } from "node:fs";
import { z } from "zod";

/** What the pod says of its attempt. */
export interface SupervisorConfig {
  serverUrl: string;
  jobId: string;
  attempt: number;
  pod: string;
  /** The attempt's own. */
  token: string;
  /** How long an absent server or store is waited for. */
  waitMs: number;
  scratchDir: string;
  inputFile: string;
  /** Where a container leaves its last words. */
  terminationLog: string;
}

const Environment = z.object({
  OSCAR_URL: z.url(),
  OSCAR_JOB_ID: z.string().min(1),
  OSCAR_ATTEMPT: z.coerce.number().int().min(1),
  OSCAR_POD_UID: z.string().min(1),
  OSCAR_TOKEN_FILE: z.string().min(1),
  OSCAR_UPLOAD_WAIT_SECONDS: z.coerce.number().min(0),
  OSCAR_SCRATCH_DIR: z.string().min(1),
  INPUT_FILE_PATH: z.string().min(1),
  OSCAR_TERMINATION_LOG: z.string().default("/dev/termination-log"),
});

/** Reads the environment; the only code that does. */
export function readConfig(
  environment: NodeJS.ProcessEnv = process.env,
): SupervisorConfig {
  const values = Environment.parse(environment);
  return {
    serverUrl: values.OSCAR_URL.replace(/\/$/, ""),
    jobId: values.OSCAR_JOB_ID,
    attempt: values.OSCAR_ATTEMPT,
    pod: values.OSCAR_POD_UID,
    token: readFileSync(values.OSCAR_TOKEN_FILE, "utf8").trim(),
    waitMs: values.OSCAR_UPLOAD_WAIT_SECONDS * 1000,
    scratchDir: values.OSCAR_SCRATCH_DIR,
    inputFile: values.INPUT_FILE_PATH,
    terminationLog: values.OSCAR_TERMINATION_LOG,
  };
}
