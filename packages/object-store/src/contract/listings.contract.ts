import fc from "fast-check";
import { expect, test } from "vitest";
import { compareUtf8 } from "@oscar/contracts";
import type { ListOptions } from "../object-store.ts";
import {
  BUCKET,
  type ContractOptions,
  type Open,
  keysOf,
  listAll,
  openWithBucket,
  put,
} from "./under-test.ts";

/** Around the slash, and around the surrogates, the order of bytes is not the obvious one. */
const SEGMENTS = ["a", "a-b", "a.b", "a0", "b", "A", "é", "\uffee", "😀", "ab"];
const segment = fc.constantFrom(...SEGMENTS);
const key = fc
  .array(segment, { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join("/"));
const textBefore = fc
  .tuple(key, fc.nat(), fc.boolean())
  .map(([text, cut, isFolder]) => {
    const part = text.slice(0, cut % (text.length + 1)).toWellFormed();
    return isFolder ? `${text}/` : part.includes("\ufffd") ? "a" : part;
  });

/** What a listing must show, by its definition. */
function expectedOf(keys: string[], options: ListOptions) {
  const { prefix = "", after = "", delimiter } = options;
  const objects: string[] = [];
  const prefixes = new Set<string>();
  for (const each of keys.toSorted(compareUtf8)) {
    const isPassed =
      compareUtf8(each, after) <= 0 ||
      (after.endsWith("/") && each.startsWith(after));
    if (!each.startsWith(prefix) || isPassed) continue;
    const slash = delimiter ? each.indexOf("/", prefix.length) : -1;
    if (slash < 0) objects.push(each);
    else prefixes.add(each.slice(0, slash + 1));
  }
  return { objects, prefixes: [...prefixes] };
}

/** Drops keys that cannot be beside the others. */
function withoutConflicts(keys: string[]): string[] {
  return [...new Set(keys)].filter(
    (each) => !keys.some((other) => other.startsWith(`${each}/`)),
  );
}

export function describeListings(open: Open, options: ContractOptions): void {
  test("pages follow one another without gap or repetition", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const keys = ["a", "b/1", "b/2", "b/c/3", "b-c", "c", "d/e/f/g", "z"];
    for (const each of keys) await put(store, each);
    const sorted = keys.toSorted(compareUtf8);
    for (let limit = 1; limit <= keys.length + 1; limit++) {
      const listed = await listAll(store, { limit });
      expect(listed.objects.map((object) => object.key)).toEqual(sorted);
      expect(listed.pages).toBe(Math.max(1, Math.ceil(keys.length / limit)));
    }
  });

  test("a page counts objects and folders together", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    for (const each of ["a/1", "a/2", "b", "c/1", "d"]) await put(store, each);
    const delimiter = "/";
    const first = await store.list(BUCKET, { delimiter, limit: 1 });
    expect(first).toMatchObject({ objects: [], prefixes: ["a/"], next: "a/" });
    const rest = await store.list(BUCKET, { delimiter, after: "a/", limit: 3 });
    expect(rest.objects.map((object) => object.key)).toEqual(["b", "d"]);
    expect(rest.prefixes).toEqual(["c/"]);
    expect(rest.next).toBeUndefined();
  });

  test("a listing tells what stat tells", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await put(store, "a/b", "text");
    const { objects } = await listAll(store);
    expect(objects).toEqual([await store.stat(BUCKET, "a/b")]);
  });

  test("an object is in the next listing after its write, and not after its deletion", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    const keys: string[] = [];
    for (const each of ["m", "f/a", "f/c", "f/b", "a", "f/0/x", "z"]) {
      await put(store, each);
      keys.push(each);
      expect(await keysOf(store)).toEqual(keys.toSorted(compareUtf8));
      const folders = await listAll(store, { delimiter: "/", prefix: "f/" });
      expect(folders.prefixes).toEqual(keys.includes("f/0/x") ? ["f/0/"] : []);
    }
    for (let each = keys.pop(); each !== undefined; each = keys.pop()) {
      await store.delete(BUCKET, each);
      expect(await keysOf(store)).toEqual(keys.toSorted(compareUtf8));
    }
  });

  test.each(["../", "..", "/", "//", "a/../", "\0", "\0/", "a//"])(
    "nothing is below the prefix %j",
    async (prefix) => {
      await using opened = await openWithBucket(open);
      await put(opened.store, "a/b");
      for (const delimiter of ["/", undefined] as const) {
        const listed = await listAll(opened.store, {
          prefix,
          ...(delimiter ? { delimiter } : {}),
        });
        expect(listed).toMatchObject({ objects: [], prefixes: [] });
      }
    },
  );

  test(
    "random trees list as their definition says",
    async () => {
      const listing = fc.record({
        prefix: textBefore,
        after: textBefore,
        limit: fc.integer({ min: 1, max: 4 }),
        delimiter: fc.constantFrom("/" as const, undefined),
      });
      const listings = fc.array(listing, { minLength: 10, maxLength: 10 });
      const tree = fc.array(key, { maxLength: 12 });
      await fc.assert(
        fc.asyncProperty(tree, listings, async (someKeys, asked) => {
          await using opened = await openWithBucket(open);
          const keys = withoutConflicts(someKeys);
          for (const each of keys) await put(opened.store, each);
          for (const { delimiter, ...rest } of asked) {
            const wanted = { ...rest, ...(delimiter ? { delimiter } : {}) };
            const listed = await listAll(opened.store, wanted);
            const found = {
              objects: listed.objects.map((object) => object.key),
              prefixes: listed.prefixes,
            };
            expect(found).toEqual(expectedOf(keys, wanted));
          }
        }),
        { numRuns: options.numRuns ?? 30 },
      );
    },
    options.timeoutMs ?? 60_000,
  );
}
