import { isAppError } from "@oscar/contracts";

/**
 * Writes what the product can do without: on a full disk it goes on, so that somebody can
 * free some space.
 */
export async function unlessFull(
  write: () => Promise<unknown>,
  otherwise: () => void = () => undefined,
): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!isAppError(error, "storage_full")) throw error;
    otherwise();
  }
}
