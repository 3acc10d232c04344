import type { StatusProblem } from "@oscar/contracts";

export interface EventOptions {
  /** What our rule in a bucket's notifications is known by; nobody else's has it. */
  ruleId: string;
  /** The id of the webhook target at MinIO; undefined where events are not wanted. */
  target: string | undefined;
  /** Where MinIO should send its events, for words to the operator. */
  webhookUrl: string;
  /** How long an event of our own write may be out before that is told; 60 000. */
  silenceMs?: number;
}

const CODE = "webhook_missing";
const LATE =
  "New objects of other programs are found by listing, a minute or more after they came. Nothing is lost.";

/** The console was not told to take events. */
export function noToken(options: EventOptions): StatusProblem {
  return {
    code: CODE,
    message: "MinIO does not tell the console of new objects.",
    help: `${LATE} To have them at once, set OSCAR_WEBHOOK_TOKEN for the console to a secret of at least 16 characters and the following for MinIO, then start both again. See docs/minio.md.`,
    settings: settingsOf("OSCAR", options),
  };
}

/** MinIO was not told to send any. */
export function noTarget(target: string, options: EventOptions): StatusProblem {
  return {
    code: CODE,
    message: `MinIO has no webhook named ${target}, so it does not tell the console of new objects.`,
    help: `${LATE} To have them at once, set the following for MinIO (upper and lower case matter) and start it again; the console notices that by itself. See docs/minio.md.`,
    settings: settingsOf(target, options),
  };
}

/** MinIO was told to send events, and none comes. */
export function noEvents(target: string, options: EventOptions): StatusProblem {
  return {
    code: "webhook_silent",
    message: `Objects were put into MinIO, and its webhook ${target} has told the console of none.`,
    help: `${LATE} MinIO may not reach the console at this address, or have another token. Its own log says which.`,
    settings: settingsOf(target, options).slice(1, 3),
  };
}

/** The rule could not be put for another reason. */
export function notSet(error: unknown): StatusProblem {
  const why = error instanceof Error ? error.message : String(error);
  return {
    code: CODE,
    message: `MinIO could not be asked to tell of new objects. ${why}`,
    help: LATE,
  };
}

/** As the lines of an environment file. */
function settingsOf(target: string, { webhookUrl }: EventOptions): string[] {
  return [
    `MINIO_NOTIFY_WEBHOOK_ENABLE_${target}=on`,
    `MINIO_NOTIFY_WEBHOOK_ENDPOINT_${target}=${webhookUrl}`,
    `MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_${target}=<the value of OSCAR_WEBHOOK_TOKEN>`,
    `MINIO_NOTIFY_WEBHOOK_QUEUE_DIR_${target}=<a folder of MinIO's that outlives it>`,
    "MINIO_API_SYNC_EVENTS=on",
  ];
}
