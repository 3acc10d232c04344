import { join } from "node:path";
import { Readable } from "node:stream";
import { type ObjectStore, openDirectoryStore } from "@oscar/object-store";
import { beforeEach, expect, onTestFinished, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import { compareListing } from "./compare-listing.ts";
import { Listings } from "./listings.ts";

const BUCKET = "frames";
let store: ObjectStore;
let listings: Listings;

beforeEach(async () => {
  const folder = await temporaryFolder();
  onTestFinished(() => folder[Symbol.asyncDispose]());
  store = await openDirectoryStore({ root: join(folder.path, "store") });
  listings = await Listings.open(join(folder.path, "listings.db"));
  onTestFinished(() => listings[Symbol.asyncDispose]());
  await store.createBucket(BUCKET);
});

function write(key: string, text: string) {
  return store.write(BUCKET, key, Readable.from(text));
}

/** `meanwhile` happens when a page is listed and its rows are not compared yet. */
function compare(meanwhile: () => Promise<void> = async () => undefined) {
  return compareListing({
    store: {
      list: async (...wish) => {
        const page = await store.list(...wish);
        await meanwhile();
        return page;
      },
    },
    listings,
    bucket: BUCKET,
    signal: new AbortController().signal,
  });
}

async function rows() {
  const all = { after: "", upTo: undefined };
  const found = await listings.objects.between(BUCKET, all, 100);
  return found.map(({ key, size }) => `${key} ${size}`);
}

test("only what differs is mended", async () => {
  for (const key of ["a", "b", "c"]) await write(key, "x");
  expect(await compare()).toBe(3);
  expect(await compare()).toBe(0);
  await write("b", "changed");
  await store.delete(BUCKET, "c");
  await write("d/e", "new");
  expect(await compare()).toBe(3);
  expect(await rows()).toEqual(["a 1", "b 7", "d/e 3"]);
});

test("a listing that ends early takes away all that is behind it", async () => {
  const late = Array.from({ length: 2500 }, (_, index) => ({
    key: `late-${index}`,
    size: 1,
    etag: "e",
    modifiedAt: new Date(0),
  }));
  await listings.objects.keep(BUCKET, late);
  await write("a", "x");
  await compare();
  expect(await rows()).toEqual(["a 1"]);
});

test("what we do after a page was listed is newer than the page", async () => {
  for (const key of ["overwritten", "removed", "untouched"])
    await write(key, "x");
  await compare();
  await store.delete(BUCKET, "untouched");
  await compare(async () => {
    for (const key of ["overwritten", "added"])
      await listings.objects.keep(BUCKET, [await write(key, "newer")]);
    await store.delete(BUCKET, "removed");
    await listings.objects.forget(BUCKET, ["removed"]);
  });
  expect(await rows()).toEqual(["added 5", "overwritten 5"]);
});
