import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { expect } from "vitest";
import { type ErrorCode, isAppError } from "@oscar/contracts";
import type {
  ListOptions,
  ObjectStat,
  ObjectStore,
  Stored,
  WriteOptions,
} from "../object-store.ts";

/** A store without any bucket; disposing it ends the store and removes what it kept. */
export interface StoreUnderTest extends AsyncDisposable {
  store: ObjectStore;
}

export interface ContractOptions {
  /**
   * True where the store itself lets only one of two writers win who race for `a` and
   * `a/b`. MinIO does not; see design.md part 6.
   */
  settlesKeyRaces?: boolean;
  /** True where the same bytes again make a new etag, not only a new time. */
  tellsRewritesByEtag?: boolean;
  /** Runs of each random test. */
  numRuns?: number;
  /** For one test, in milliseconds. */
  timeoutMs?: number;
}

export type Open = () => Promise<StoreUnderTest>;

export const BUCKET = "first-bucket";

/** A store with one bucket. */
export async function openWithBucket(open: Open): Promise<StoreUnderTest> {
  const opened = await open();
  await opened.store.createBucket(BUCKET);
  return opened;
}

export function put(
  store: ObjectStore,
  key: string,
  content: string | Buffer = `content of ${key}`,
  options: WriteOptions = {},
): Promise<Stored> {
  const body = Readable.from([Buffer.from(content)], { objectMode: false });
  return store.write(BUCKET, key, body, options);
}

/** An object's bytes as text, or undefined where there is none. */
export async function textOf(
  store: ObjectStore,
  key: string,
  bucket = BUCKET,
): Promise<string | undefined> {
  const found = await store.read(bucket, key);
  return found && (await buffer(found.body)).toString();
}

/** All pages of a listing: objects and folders in the order in which they came. */
export async function listAll(
  store: ObjectStore,
  options: ListOptions = {},
): Promise<{ objects: ObjectStat[]; prefixes: string[]; pages: number }> {
  const objects: ObjectStat[] = [];
  const prefixes: string[] = [];
  let after = options.after;
  for (let pages = 1; ; pages++) {
    const page = await store.list(BUCKET, {
      ...options,
      ...(after === undefined ? {} : { after }),
    });
    objects.push(...page.objects);
    prefixes.push(...page.prefixes);
    if (page.next === undefined) return { objects, prefixes, pages };
    expect(page.next).not.toBe(after);
    after = page.next;
  }
}

export async function keysOf(
  store: ObjectStore,
  options: ListOptions = {},
): Promise<string[]> {
  return (await listAll(store, options)).objects.map(({ key }) => key);
}

/** Expects an AppError of one of these codes. */
export async function expectRefusal(
  promise: Promise<unknown>,
  ...codes: ErrorCode[]
): Promise<void> {
  const error = await promise.then(
    (value) => ({ resolvedWith: value }),
    (reason: unknown) => reason,
  );
  expect(error).toSatisfy(
    (reason: unknown) => isAppError(reason, ...codes),
    `is an AppError ${codes.join(" or ")}`,
  );
}
