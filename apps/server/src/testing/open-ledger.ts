import { join } from "node:path";
import type { FunctionDefinition } from "@oscar/contracts";
import type { NewJob } from "../ledger/jobs.ts";
import { Ledger } from "../ledger/ledger.ts";
import { temporaryFolder } from "./temporary-folder.ts";

export interface TestLedger extends AsyncDisposable {
  ledger: Ledger;
  filePath: string;
}

/** A ledger in a folder of its own. */
export async function openTestLedger(): Promise<TestLedger> {
  const folder = await temporaryFolder();
  const filePath = join(folder.path, "ledger.db");
  const ledger = await Ledger.open(filePath);
  return {
    ledger,
    filePath,
    async [Symbol.asyncDispose]() {
      await ledger[Symbol.asyncDispose]();
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Saves a small function and returns its uid. */
export async function saveTestFunction(
  ledger: Ledger,
  definition: Partial<FunctionDefinition> & { name: string },
): Promise<string> {
  const uid = `uid-of-${definition.name}`;
  await ledger.functions.create({
    uid,
    definition: { image: "a", script: "true", ...definition },
    now: new Date(),
    check: () => undefined,
    watches: () => [
      {
        bucket: `${definition.name}-in`,
        prefix: "",
        suffix: "",
        watched_since: 0,
      },
    ],
  });
  return uid;
}

/** A job that is not in the ledger yet. */
export function testJob(functionUid: string, id: string): NewJob {
  return {
    id,
    function_uid: functionUid,
    function_name: functionUid.replace("uid-of-", ""),
    generation: 1,
    bucket: "f-in",
    key: `${id}.txt`,
    etag: "e",
    size: 1,
    modified_at: 0,
  };
}
