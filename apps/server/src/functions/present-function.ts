import {
  DEFAULT_TIMEOUT_SECONDS,
  type FunctionSummary,
  type JobCounts,
  type OscarFunction,
  inputsOf,
  outputsOf,
} from "@oscar/contracts";
import type { StoredFunction } from "../ledger/functions.ts";

/** How a function fares at this moment. */
export interface Faring {
  counts: JobCounts;
  slots: { total: number; free: number };
  isReady: boolean;
  /** Why it cannot work, or not as it was asked to. */
  problems: string[];
  notWatched: number;
}

/** A function as the API lists it: with its defaults, and with no secret in it. */
export function presentSummary(
  stored: StoredFunction,
  faring: Faring,
): FunctionSummary {
  const { definition } = stored;
  const { registryAuth } = definition;
  return {
    name: stored.name,
    image: definition.image,
    environment: definition.environment ?? {},
    secrets: Object.fromEntries(
      Object.keys(definition.secrets ?? {}).map((name) => [name, null]),
    ),
    annotations: definition.annotations ?? {},
    labels: definition.labels ?? {},
    requests: definition.requests ?? {},
    limits: definition.limits ?? {},
    ...(registryAuth
      ? { registryAuth: { ...registryAuth, password: null } }
      : {}),
    nodeSelector: definition.nodeSelector ?? {},
    inputs: inputsOf(definition),
    outputs: outputsOf(definition),
    timeoutSeconds: definition.timeoutSeconds ?? DEFAULT_TIMEOUT_SECONDS,
    ...(definition.concurrency === undefined
      ? {}
      : { concurrency: definition.concurrency }),
    retries: definition.retries ?? 0,
    uid: stored.uid,
    generation: stored.generation,
    createdAt: stored.createdAt.toISOString(),
    updatedAt: stored.updatedAt.toISOString(),
    ready: faring.isReady,
    problems: faring.problems,
    slots: faring.slots,
    counts: faring.counts,
    notWatched: faring.notWatched,
  };
}

/** A function as the API shows it alone, script included. */
export function presentFunction(
  stored: StoredFunction,
  faring: Faring,
): OscarFunction {
  return {
    ...presentSummary(stored, faring),
    script: stored.definition.script,
  };
}
