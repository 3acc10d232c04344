import { randomUUID } from "node:crypto";
import {
  AppError,
  type FunctionDefinition,
  inputsOf,
  isAppError,
  outputsOf,
} from "@oscar/contracts";
import type { ObjectStore } from "@oscar/object-store";
import type { Flow } from "../flow/flow.ts";
import type { JobRunner } from "../ports/job-runner.ts";
import { wholeSeconds } from "../flow/identity.ts";
import {
  noFunction,
  refuseTakenName,
  type Saving,
  type StoredFunction,
} from "../ledger/functions.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Turns } from "../turns.ts";
import { refuseCircle } from "./circles.ts";
import { withDerivedWiring } from "./derived-wiring.ts";
import { withStoredSecrets } from "./secrets.ts";
import { watchesOf } from "./watches.ts";

export interface SavingOptions {
  ledger: Ledger;
  store: ObjectStore;
  runner: Pick<JobRunner, "functionSaved">;
  flow: Flow;
  turns: Turns;
}

/** Saves a new function and makes every bucket that it needs and that is missing. */
export async function createFunction(
  options: SavingOptions,
  given: FunctionDefinition,
): Promise<StoredFunction> {
  const { ledger } = options;
  const definition = withStoredSecrets(given, undefined);
  refuseTakenName(given.name, await ledger.functions.list());
  return save(options, {
    uid: randomUUID(),
    definition,
    saver: (saving) => ledger.functions.create(saving),
  });
}

/** Saves a copy of a function under another name; its own buckets are derived from that. */
export async function cloneFunction(
  options: SavingOptions,
  copy: { from: string; name: string },
): Promise<StoredFunction> {
  const original = await options.ledger.functions.get(copy.from);
  if (!original || original.isDeleting) throw noFunction(copy.from);
  return createFunction(options, { ...original.definition, name: copy.name });
}

/** Makes the next generation of a function. */
export async function updateFunction(
  options: SavingOptions,
  name: string,
  update: FunctionDefinition & { generation: number },
): Promise<StoredFunction> {
  const { ledger } = options;
  const { generation, ...given } = update;
  if (given.name !== name) {
    const message = "A function's name cannot change. Clone it instead.";
    throw new AppError("invalid_request", message, {
      details: [{ path: "name", message }],
    });
  }
  const current = await ledger.functions.get(name);
  if (!current || current.isDeleting) throw noFunction(name);
  const definition = withStoredSecrets(
    withDerivedWiring(given, current.definition),
    current.definition,
  );
  return save(options, {
    uid: current.uid,
    definition,
    saver: (saving) => ledger.functions.update(saving, generation),
  });
}

interface ToSave {
  uid: string;
  definition: FunctionDefinition;
  saver: (saving: Saving) => Promise<StoredFunction>;
}

async function save(
  options: SavingOptions,
  { uid, definition, saver }: ToSave,
): Promise<StoredFunction> {
  const { ledger, store, flow, runner, turns } = options;
  const check = (others: StoredFunction[]) =>
    refuseCircle(
      definition,
      others
        .filter((other) => other.uid !== uid && !other.isDeleting)
        .map((other) => other.definition),
    );
  check(await ledger.functions.list());
  // From the making of its buckets until it is known to use them nobody deletes one.
  const saved = await turns.take(async () => {
    await createMissingBuckets(store, definition);
    const since = wholeSeconds(await store.now());
    return saver({
      uid,
      definition,
      now: new Date(),
      check,
      watches: (known) => watchesOf(definition, known, since),
    });
  });
  await flow.watchList.reload();
  flow.tracker.buckets();
  flow.tracker.slots(saved.uid);
  flow.reconciler.request();
  flow.dispatcher.wake();
  const { generation } = saved;
  await runner.functionSaved?.({ functionUid: uid, generation, definition });
  return saved;
}

/** An existing bucket is taken as it is: sharing one is how functions are composed. */
async function createMissingBuckets(
  store: ObjectStore,
  definition: FunctionDefinition,
): Promise<void> {
  for (const bucket of bucketsOf(definition)) {
    await store.createBucket(bucket).catch((error: unknown) => {
      if (!isAppError(error, "bucket_exists")) throw error;
    });
  }
}

/** Every bucket that a definition names, its OUTPUT_BUCKET included, each once. */
export function bucketsOf(definition: FunctionDefinition): string[] {
  const named = definition.environment?.["OUTPUT_BUCKET"];
  return [
    ...new Set([
      ...inputsOf(definition).map((input) => input.bucket),
      ...outputsOf(definition).map((output) => output.bucket),
      ...(named === undefined ? [] : [named]),
    ]),
  ];
}
