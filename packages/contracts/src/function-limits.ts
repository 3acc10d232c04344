/** Longest script in bytes: it must fit a Kubernetes Secret. */
export const MAX_SCRIPT_BYTES = 512 * 1024;

/** Variables that the product sets for every job; a function cannot override them. */
export const RESERVED_VARIABLES = [
  "INPUT_FILE_PATH",
  "TMP_INPUT_DIR",
  "TMP_OUTPUT_DIR",
  "STORAGE_OBJECT_KEY",
  "EVENT",
  "EVENT_TIME",
  "OSCAR_FUNCTION",
  "OSCAR_JOB_ID",
  "OSCAR_ATTEMPT",
] as const;

/** The script's time limit where a function names none, in seconds. */
export const DEFAULT_TIMEOUT_SECONDS = 3600;
