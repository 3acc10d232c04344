import { join } from "node:path";
import { compareUtf8, keyMatcher } from "@oscar/contracts";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../testing/temporary-folder.ts";
import type { ListedObject } from "./listed-objects.ts";
import { Listings } from "./listings.ts";
import type { ObjectOrder, ObjectScope } from "./object-scope.ts";

const BUCKET = "frames";
let folder: TemporaryFolder;
let listings: Listings;

beforeAll(async () => {
  folder = await temporaryFolder();
  // So few that every listing here consists of many slices.
  const options = { sliceRows: 3 };
  listings = await Listings.open(join(folder.path, "listings.db"), options);
});
afterAll(async () => {
  await listings[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const part = fc.constantFrom(
  "a",
  "B",
  "é",
  "e\u0301",
  "日",
  "\u{10ffff}",
  "-",
  "0",
);
const name = fc
  .array(part, { minLength: 1, maxLength: 3 })
  .map((all) => all.join(""));
const object: fc.Arbitrary<ListedObject> = fc.record({
  key: fc
    .array(name, { minLength: 1, maxLength: 3 })
    .map((all) => all.join("/")),
  size: fc.integer({ min: 0, max: 3 }),
  etag: fc.constant("e"),
  modifiedAt: fc.integer({ min: 0, max: 3 }).map((ms) => new Date(ms)),
});
const objects = fc.uniqueArray(object, {
  selector: ({ key }) => key,
  maxLength: 30,
});
const order: fc.Arbitrary<ObjectOrder> = fc.record({
  by: fc.constantFrom("key", "size", "modified"),
  isDescending: fc.boolean(),
});
const scope: fc.Arbitrary<ObjectScope> = fc.record({
  bucket: fc.constant(BUCKET),
  prefix: fc.oneof(
    fc.constant(""),
    name,
    name.map((text) => `${text}/`),
  ),
  isFolded: fc.boolean(),
  search: fc.oneof(fc.constant(""), name),
});

/** What the pages are to show, said simply. */
function expected(all: ListedObject[], wish: ObjectScope, by: ObjectOrder) {
  const sign = by.isDescending ? -1 : 1;
  const below = all.filter(({ key }) => key.startsWith(wish.prefix));
  const rest = (key: string) => key.slice(wish.prefix.length);
  const folders = below
    .filter(({ key }) => rest(key).includes("/"))
    .map(({ key }) => wish.prefix + rest(key).split("/")[0] + "/");
  const rows = below
    .filter(({ key }) => !wish.isFolded || !rest(key).includes("/"))
    .filter(({ key }) => keyMatcher(wish.search)(key))
    .toSorted(
      (a, b) =>
        sign * (valueOf(a, by) - valueOf(b, by)) ||
        sign * compareUtf8(a.key, b.key),
    );
  return {
    keys: rows.map(({ key }) => key),
    folders: [...new Set(folders)].toSorted((a, b) => sign * compareUtf8(a, b)),
  };
}

function valueOf({ size, modifiedAt }: ListedObject, { by }: ObjectOrder) {
  if (by === "size") return size;
  return by === "modified" ? modifiedAt.getTime() : 0;
}

async function allKeys(wish: ObjectScope, by: ObjectOrder, limit: number) {
  const keys: string[] = [];
  let after: { value: number; key: string } | undefined;
  for (;;) {
    const rows = await listings.pages.objects(wish, {
      order: by,
      after,
      limit,
    });
    keys.push(...rows.map(({ key }) => key));
    const last = rows.at(-1);
    if (!last || rows.length < limit) return keys;
    after = { value: valueOf(last, by), key: last.key };
  }
}

async function allFolders(wish: ObjectScope, by: ObjectOrder, limit: number) {
  const { isDescending } = by;
  const folders: string[] = [];
  for (;;) {
    const after = folders.at(-1);
    const found = await listings.pages.folders(wish, {
      isDescending,
      after,
      limit,
    });
    folders.push(...found);
    if (found.length < limit) return folders;
  }
}

test("pages of any scope in any order are what a plain sort gives", async () => {
  await fc.assert(
    fc.asyncProperty(objects, scope, order, async (all, wish, by) => {
      await listings.objects.forgetBucket(BUCKET);
      await listings.objects.keep(BUCKET, all);
      await listings.objects.keep(
        "other",
        [{ ...all[0], key: "a" } as ListedObject].filter(() => all.length > 0),
      );
      const { keys, folders } = expected(all, wish, by);
      expect(await allKeys(wish, by, 2)).toEqual(keys);
      if (wish.isFolded) expect(await allFolders(wish, by, 2)).toEqual(folders);
      expect(await listings.pages.count(wish)).toEqual({
        objects: keys.length,
        folders: wish.isFolded ? folders.length : 0,
        bytes: all
          .filter(({ key }) => keys.includes(key))
          .reduce((sum, { size }) => sum + size, 0),
      });
    }),
    { numRuns: 300 },
  );
});

test("objects and bytes are counted as rows come, change and go", async () => {
  const row = { etag: "e", modifiedAt: new Date(0) };
  await listings.objects.keep("counted", [
    { key: "a", size: 3, ...row },
    { key: "b", size: 4, ...row },
  ]);
  await listings.objects.keep("counted", [{ key: "a", size: 5, ...row }]);
  expect(await listings.objects.counts("counted")).toEqual({
    objects: 2,
    bytes: 9,
  });
  await listings.objects.forget("counted", ["b", "none"]);
  expect(await listings.objects.counts("counted")).toEqual({
    objects: 1,
    bytes: 5,
  });
  await listings.objects.forgetBucket("counted");
  expect(await listings.objects.counts("counted")).toEqual({
    objects: 0,
    bytes: 0,
  });
});
