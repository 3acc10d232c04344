import { join } from "node:path";
import { Readable } from "node:stream";
import { type ObjectStore, openDirectoryStore } from "@oscar/object-store";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { silentLog } from "../log.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { ListingMirror } from "./listing-mirror.ts";
import { Listings } from "./listings.ts";

const BUCKET = "frames";
/** Longer than an answer waits where it need not. */
const SLOW_MS = 150;

let store: ObjectStore;
let listings: Listings;
let mirror: ListingMirror;
let slowness: Promise<void>;
let changed: string[];
const { signal } = new AbortController();

beforeEach(async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  store = await openDirectoryStore({ root: join(folder.path, "store") });
  listings = await Listings.open(join(folder.path, "listings.db"));
  onTestFinished(() => listings[Symbol.asyncDispose]());
  changed = [];
  slowness = Promise.resolve();
  const slow = {
    stat: store.stat.bind(store),
    list: (...wish: Parameters<ObjectStore["list"]>) =>
      slowness.then(() => store.list(...wish)),
  };
  mirror = new ListingMirror({
    store: slow,
    listings,
    log: silentLog(),
    onBucketChanged: (bucket) => void changed.push(bucket),
  });
  onTestFinished(() => mirror[Symbol.asyncDispose]());
  await store.createBucket(BUCKET);
});

async function write(key: string) {
  return store.write(BUCKET, key, Readable.from("x"));
}

async function count(): Promise<number> {
  return (await listings.objects.counts(BUCKET)).objects;
}

test("a bucket that takes long to list is answered for at once, and its viewers are told", async () => {
  await write("a");
  slowness = new Promise((resolve) => setTimeout(resolve, SLOW_MS));
  await mirror.freshen(BUCKET, { signal });
  expect(await count()).toBe(1);
  await write("by others");
  const listing = Promise.withResolvers<void>();
  slowness = listing.promise;
  await mirror.noteHint({ bucket: BUCKET });
  await mirror.freshen(BUCKET, { signal });
  expect([await count(), changed]).toEqual([1, []]);
  listing.resolve();
  await expect.poll(() => changed).toEqual([BUCKET]);
  expect(await count()).toBe(2);
});

test("a hint at one key is looked at alone", async () => {
  await write("a");
  await mirror.freshen(BUCKET, { signal });
  slowness = new Promise(() => undefined);
  await write("b");
  await mirror.noteHint({ bucket: BUCKET, key: "b" });
  expect(await count()).toBe(2);
  await store.delete(BUCKET, "a");
  await mirror.noteHint({ bucket: BUCKET, key: "a" });
  expect(await count()).toBe(1);
});

test("what we do to a bucket that nobody asked about costs nothing", async () => {
  await mirror.stored(BUCKET, [await write("a")]);
  expect(await count()).toBe(0);
  await mirror.freshen(BUCKET, { signal });
  await mirror.stored(BUCKET, [await write("b")]);
  expect(await count()).toBe(2);
  await mirror.deleted(BUCKET, ["a"]);
  expect(await count()).toBe(1);
  await mirror.bucketDeleted(BUCKET);
  expect(await count()).toBe(0);
});

test("who leaves does not wait", async () => {
  const listing = Promise.withResolvers<void>();
  onTestFinished(() => listing.resolve());
  slowness = listing.promise;
  const leaving = new AbortController();
  const waiting = mirror.freshen(BUCKET, { signal: leaving.signal });
  leaving.abort();
  await expect(waiting).rejects.toThrow("aborted");
});

test("a bucket counts as looked at for a while", () => {
  expect(mirror.viewed()).toEqual([]);
  mirror.noteViewed(BUCKET);
  expect(mirror.viewed()).toEqual([BUCKET]);
});
