import { chmod, constants, copyFile, lstat } from "node:fs/promises";
import { join } from "node:path";
import { AppError, isAppError, keyProblem } from "@oscar/contracts";
import {
  type Found,
  Notes,
  checkOutputFolder,
  findOutputs,
} from "@oscar/job-outputs";
import type { ObjectStore, StagedObject } from "@oscar/object-store";
import type { AttemptEnd, AttemptSpec } from "../../ports/job-runner.ts";
import { atOnce } from "../../at-once.ts";
import { outputFailed } from "./failure.ts";
import { patiently } from "./patience.ts";
import type { Scratch } from "./scratch.ts";

export interface Staging {
  store: ObjectStore;
  signal: AbortSignal;
  /** What became of an attempt whose signal was aborted. */
  interrupted(): AttemptEnd;
  /** A staged object that could not be discarded; the store's sweep will. */
  onLeftover(staged: StagedObject, error: unknown): void;
}

/** How many outputs are staged at a time: they share the waits for the disk. */
const AT_ONCE = 16;

/** Stages every regular file under the output folder; all of them or none. */
export async function stageOutputs(
  attempt: AttemptSpec,
  scratch: Scratch,
  staging: Staging,
): Promise<AttemptEnd> {
  // By the place of each output in the order of their paths.
  const stagedOf: StagedObject[][] = [];
  try {
    const notes = await stageAll(attempt, scratch, { ...staging, stagedOf });
    staging.signal.throwIfAborted();
    return { outcome: "succeeded", staged: stagedOf.flat(), notes };
  } catch (error) {
    await discardAll(stagedOf.flat(), staging);
    if (staging.signal.aborted) return staging.interrupted();
    if (isAppError(error)) return outputFailed(error.message);
    throw error;
  }
}

type StagingAll = Staging & { stagedOf: StagedObject[][] };

async function stageAll(
  attempt: AttemptSpec,
  scratch: Scratch,
  staging: StagingAll,
): Promise<string[]> {
  const notes = new Notes();
  await checkOutputFolder(scratch.out);
  const outputs = outputsOf(attempt, findOutputs(scratch.out), notes);
  await atOnce(outputs, AT_ONCE, async (output, index) => {
    staging.signal.throwIfAborted();
    await stageFile({ ...output, index }, scratch, staging);
  });
  return notes.list();
}

interface Output {
  path: string;
  targets: { bucket: string; key: string }[];
}

/** What is found and goes somewhere; the rest is noted. */
async function* outputsOf(
  attempt: AttemptSpec,
  found: AsyncIterable<Found>,
  notes: Notes,
): AsyncGenerator<Output> {
  for await (const { path, kind } of found) {
    const targets = attempt.targetsOf(path);
    if (kind !== "file") notes.add(`${path} is a ${kind} and was not kept.`);
    else if (targets.length === 0)
      notes.add(`${path} was not kept: no output of the function takes it.`);
    else yield { path, targets };
  }
}

async function stageFile(
  { path, targets, index }: Output & { index: number },
  scratch: Scratch,
  { store, stagedOf, signal }: StagingAll,
): Promise<void> {
  const staged: StagedObject[] = (stagedOf[index] = []);
  try {
    for (const { key } of targets) {
      const problem = keyProblem(key);
      if (problem) throw new AppError("key_unsupported", problem);
    }
    const source = join(scratch.out, path);
    await makeReadable(source);
    for (const [number, target] of targets.entries()) {
      const isLast = number === targets.length - 1;
      let file = source;
      if (!isLast) {
        file = scratch.copy(`${index}-${number}`);
        await copyFile(source, file, constants.COPYFILE_FICLONE);
      }
      const stage = () => store.stageFile(target, file, { signal });
      staged.push(await patiently(stage, { store, signal }));
    }
  } catch (error) {
    throw problemOf(path, error);
  }
}

/** Gives us the right to read what the script wrote. */
async function makeReadable(file: string): Promise<void> {
  const { mode } = await lstat(file);
  if ((mode & 0o600) !== 0o600) await chmod(file, (mode & 0o777) | 0o600);
}

function problemOf(path: string, error: unknown): unknown {
  const output = `The output ${JSON.stringify(path)}`;
  const { code } = error as NodeJS.ErrnoException;
  if (code === "ENOSPC" || code === "EDQUOT") {
    return new AppError(
      "storage_full",
      `${output} cannot be stored: the server's disk is full.`,
      { cause: error },
    );
  }
  if (!isAppError(error)) return error;
  return new AppError(
    error.code,
    `${output} cannot become an object: ${error.message}`,
    { cause: error },
  );
}

async function discardAll(
  staged: StagedObject[],
  staging: Staging,
): Promise<void> {
  for (const object of staged) {
    try {
      await staging.store.discard(object);
    } catch (error) {
      staging.onLeftover(object, error);
    }
  }
}
