import { createHash } from "node:crypto";

/** Our labels begin so; users' own cannot. */
const DOMAIN = "oscar-console";
export const LABELS = {
  /** The id of the ledger that knows the object: only its own does a server ever remove. */
  ledger: `${DOMAIN}/ledger`,
  job: `${DOMAIN}/job`,
  attempt: `${DOMAIN}/attempt`,
  functionUid: `${DOMAIN}/function-uid`,
  function: `${DOMAIN}/function`,
  generation: `${DOMAIN}/generation`,
} as const;

/** True for a label or annotation that is ours to give. */
export function isOurs(name: string): boolean {
  return name.startsWith(`${DOMAIN}/`);
}

/** Which attempt an object belongs to. */
export interface AttemptName {
  jobId: string;
  attempt: number;
}

/** The name of an attempt's Job: derived, so that creating it twice is once. */
export function jobNameOf({ jobId, attempt }: AttemptName): string {
  return `oscar-${nameSafe(jobId)}-${attempt}`;
}

/** The Secret with an attempt's token, which no container but ours may see. */
export function tokenNameOf(name: AttemptName): string {
  return `${jobNameOf(name)}-token`;
}

/** The Secret with what one generation of a function runs. */
export function scriptNameOf(of: {
  functionUid: string;
  generation: number;
}): string {
  return `oscar-fn-${nameSafe(of.functionUid)}-g${of.generation}`;
}

/** The Secret with which a function's image is pulled. */
export function pullNameOf(functionUid: string): string {
  return `oscar-fn-${nameSafe(functionUid)}-pull`;
}

/** The labels of what belongs to an attempt. */
export function attemptLabels(
  ledgerId: string,
  attempt: AttemptName & {
    functionUid: string;
    definition: { name: string };
  },
): Record<string, string> {
  return {
    [LABELS.ledger]: ledgerId,
    [LABELS.job]: nameSafe(attempt.jobId),
    [LABELS.attempt]: String(attempt.attempt),
    [LABELS.functionUid]: nameSafe(attempt.functionUid),
    [LABELS.function]: attempt.definition.name,
  };
}

/** An id as it is where a name can hold it, else a digest of it. */
export function nameSafe(id: string): string {
  if (/^[a-z0-9]([a-z0-9-]{0,34}[a-z0-9])?$/.test(id)) return id;
  return createHash("sha256").update(id).digest("hex").slice(0, 32);
}
