import { constants } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { join } from "node:path";
import { isAppError } from "@oscar/contracts";
import { Notes, checkOutputFolder, findOutputs } from "@oscar/job-outputs";
import type { SupervisorConfig } from "./config.ts";
import { Ended, outputFailed } from "./ends.ts";
import type { Patience } from "./patience.ts";
import type { Server } from "./server.ts";
import { UploadGone, uploadFile } from "./upload-file.ts";

interface Parts {
  server: Server;
  patience: Patience;
}

/** Files at a time: most are small, and each costs some questions. */
const AT_ONCE = 4;
/** An upload that the store forgets again and again is no accident. */
const MAX_BEGINS = 3;

/** Uploads every regular file under the output folder and tells the server of it. */
export async function uploadOutputs(
  config: SupervisorConfig,
  parts: Parts,
): Promise<void> {
  const folder = join(config.scratchDir, "out");
  const notes = new Notes();
  let uploads = 0;
  try {
    await checkOutputFolder(folder);
    const found = findOutputs(folder);
    await Promise.all(Array.from({ length: AT_ONCE }, () => work()));

    async function work(): Promise<void> {
      for await (const { path, kind } of found) {
        if (kind === "file") {
          // Not in one expression: others add to it meanwhile.
          const count = await uploadOutput(folder, { path, notes }, parts);
          uploads += count;
        } else notes.add(`${path} is a ${kind} and was not kept.`);
      }
    }
  } catch (error) {
    throw endOf(error);
  }
  await parts.server.report({ uploads, notes: notes.list() });
}

/** @returns how many uploads it took */
async function uploadOutput(
  folder: string,
  { path, notes }: { path: string; notes: Notes },
  parts: Parts,
): Promise<number> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW;
  await using handle = await open(join(folder, path), flags).catch(
    (cause: unknown) => {
      throw outputFailed(unreadable(path), cause);
    },
  );
  try {
    const count = await sendEverywhere(handle, path, parts);
    if (count === 0)
      notes.add(`${path} was not kept: no output of the function takes it.`);
    return count;
  } catch (error) {
    if (!isAppError(error)) throw error;
    throw outputFailed(
      `The output ${JSON.stringify(path)} cannot become an object: ${error.message}`,
      error,
    );
  }
}

async function sendEverywhere(
  handle: FileHandle,
  path: string,
  parts: Parts,
): Promise<number> {
  const { size } = await handle.stat();
  for (let begins = 1; ; begins++) {
    const uploads = await parts.server.beginOutput({ path, size });
    try {
      for (const upload of uploads)
        await uploadFile({ path, handle, size }, upload, parts);
      return uploads.length;
    } catch (error) {
      if (!(error instanceof UploadGone) || begins === MAX_BEGINS) throw error;
    }
  }
}

function endOf(error: unknown): unknown {
  if (error instanceof Ended) return error;
  if (isAppError(error)) return outputFailed(error.message, error);
  const { code, path = "" } = error as NodeJS.ErrnoException;
  if (code === "EACCES" || code === "EPERM")
    return outputFailed(unreadable(path), error);
  return error;
}

function unreadable(path: string): string {
  return `The output ${JSON.stringify(path)} cannot be read: the script has taken the right to do so away, and the image has no chmod that gives it back.`;
}
