import type { BigIntStats } from "node:fs";
import { isAppError } from "@oscar/contracts";
import { hasChanged } from "../refusals.ts";
import { isReal, lookAtFile } from "./folders.ts";
import { type OpenFile, openRegularFile } from "../files/open-file.ts";
import { type Location, folderOf, locate } from "./paths.ts";
import type { SettledFiles } from "./settled.ts";
import type { UnsettledFolders } from "./unsettled.ts";
import { etagOf } from "./versions.ts";

/** Finds the files that are objects by their keys. */
export class ObjectFiles {
  readonly #bucketsPath: string;
  readonly #settled: SettledFiles;
  readonly #unsettled: UnsettledFolders;

  constructor(
    bucketsPath: string,
    looks: { settled: SettledFiles; unsettled: UnsettledFolders },
  ) {
    this.#bucketsPath = bucketsPath;
    this.#settled = looks.settled;
    this.#unsettled = looks.unsettled;
  }

  /** @throws AppError `key_unsupported` */
  async find(
    bucket: string,
    key: string,
  ): Promise<{ location: Location; stats: BigIntStats } | undefined> {
    const location = this.#locate(bucket, key);
    const stats = location && (await lookAtFile(location));
    return stats && (await this.#isShown(location, stats))
      ? { location, stats }
      : undefined;
  }

  /**
   * Opens an object for reading. A version that is named by its etag was seen whole before:
   * it need not settle again, as after a restart that forgot what we had written ourselves.
   * @throws AppError `key_unsupported`, `precondition_failed`
   */
  async open(object: {
    bucket: string;
    key: string;
    ifMatch?: string | undefined;
  }): Promise<OpenFile | undefined> {
    const location = this.#locate(object.bucket, object.key);
    if (!location || !(await isReal(location.folderPath))) return undefined;
    const opened = await openRegularFile(location.path);
    if (!opened) return undefined;
    try {
      if (object.ifMatch !== undefined) {
        if (object.ifMatch === etagOf(opened.stats)) return opened;
        throw hasChanged(object.key);
      }
      if (await this.#isShown(location, opened.stats)) return opened;
    } catch (error) {
      await opened.file.close();
      throw error;
    }
    await opened.file.close();
    return undefined;
  }

  /** Where an object would be; undefined in a bucket that cannot exist. */
  #locate(bucket: string, key: string): Location | undefined {
    try {
      return locate(this.#bucketsPath, { bucket, key });
    } catch (error) {
      if (isAppError(error, "bucket_not_found")) return undefined;
      throw error;
    }
  }

  async #isShown(location: Location, stats: BigIntStats): Promise<boolean> {
    if (await this.#settled.has(stats)) return true;
    this.#unsettled.add(location.bucket, folderOf(location.key));
    return false;
  }
}
