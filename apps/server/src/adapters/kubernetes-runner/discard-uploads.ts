import type { AttemptName } from "./manifests/names.ts";
import type { Workshop } from "./workshop.ts";

/**
 * Undoes what an attempt's pod has uploaded, but for what is staged where that is kept: then
 * it is the ledger's. What cannot be undone now is taken by the store's sweep.
 */
export async function discardUploads(
  { uploads, store, log }: Workshop,
  attempt: AttemptName,
  options: { isStagedKept?: boolean } = {},
): Promise<void> {
  for (const { staged, ...upload } of await uploads.of(attempt)) {
    if (staged && options.isStagedKept) continue;
    await store
      .discard(staged ?? { ...upload, size: 0, crc32: 0 })
      .catch((err: unknown) => log.warn({ err, upload }, "upload was left"));
  }
  await uploads.forget(attempt);
}
