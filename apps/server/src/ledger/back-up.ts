import { open, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Ledger } from "./ledger.ts";

/** Where an operator finds the copy, in the data folder. */
const BACKUP = "ledger-backup.db";

/**
 * Copies the ledger while it is used, over an earlier copy: there is a whole one or none.
 * It holds the functions' secrets, and is for its owner alone.
 * @returns the copy's path
 */
export async function backUp(ledger: Ledger, dataDir: string): Promise<string> {
  const file = join(dataDir, BACKUP);
  const unfinished = `${file}.unfinished`;
  await rm(unfinished, { force: true });
  try {
    await (await open(unfinished, "wx", 0o600)).close();
    await ledger.copyTo(unfinished);
    await using copy = await open(unfinished, "r+");
    await copy.sync();
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  return file;
}
