import { expect, test } from "vitest";
import { compareUtf8 } from "@oscar/contracts";
import {
  BUCKET,
  type Open,
  expectRefusal,
  keysOf,
  listAll,
  openWithBucket,
  put,
  textOf,
} from "./under-test.ts";

/** Each is a key of its own; some stores or clients rewrite them. */
const KEYS = [
  "007",
  "7",
  "1.10",
  "1.1",
  "0x1F",
  "31",
  "true",
  "null",
  "__proto__",
  "a b",
  "a+b",
  "a%20b",
  "%2F",
  "%2e%2e",
  " leading and trailing ",
  "...",
  "..a/b..",
  "-dash",
  "~",
  "&amp;<x>'\"",
  "?query=1#hash",
  "line\nbreak",
  "tab\tand\rreturn",
  "😀/🎉.jpg",
  "\uffee above the surrogates in UTF-16, below in UTF-8",
  "\u00e9 NFC",
  "e\u0301 NFD",
  "Case",
  "case",
  "ünïcode/日本語/ключ",
  "x".repeat(255),
  `${"segment/".repeat(127)}12345678`,
];

const REFUSED = [
  "",
  "/abs",
  "trailing/",
  "a//b",
  ".",
  "..",
  "../x",
  "a/../../x",
  "a/..",
  "./a",
  "a/./b",
  "..\\x",
  "a\\..\\b",
  "a\\\\b",
  "nul\0byte",
  "\ud800 lone surrogate",
  "x".repeat(256),
  "é".repeat(128),
  `${"segment/".repeat(128)}x`,
];

export function describeKeys(open: Open): void {
  test("keys come back byte for byte, in byte order", async () => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    for (const key of KEYS) expect((await put(store, key)).key).toBe(key);
    const sorted = KEYS.toSorted((a, b) =>
      Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
    expect(sorted).toEqual(KEYS.toSorted(compareUtf8));
    expect(await keysOf(store)).toEqual(sorted);
    for (const key of KEYS) {
      expect(await textOf(store, key)).toBe(`content of ${key}`);
      expect((await store.stat(BUCKET, key))?.key).toBe(key);
    }
    for (const key of KEYS) expect(await store.delete(BUCKET, key)).toBe(true);
    expect(await listAll(store)).toMatchObject({ objects: [], prefixes: [] });
  });

  test.each(REFUSED)("%j is refused everywhere", async (key) => {
    await using opened = await openWithBucket(open);
    const { store } = opened;
    await expectRefusal(put(store, key), "key_unsupported");
    await expectRefusal(store.stat(BUCKET, key), "key_unsupported");
    await expectRefusal(store.read(BUCKET, key), "key_unsupported");
    await expectRefusal(store.delete(BUCKET, key), "key_unsupported");
    const object = { bucket: BUCKET, key };
    await expectRefusal(store.stageFile(object, "/none"), "key_unsupported");
    await expectRefusal(store.download(object, "/none"), "key_unsupported");
    expect(await keysOf(store)).toEqual([]);
    expect((await store.listBuckets()).map(({ name }) => name)).toEqual([
      BUCKET,
    ]);
  });
}
