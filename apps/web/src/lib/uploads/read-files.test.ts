import { expect, test } from "vitest";
import { sourcesOfEntries, sourcesOfFiles } from "./read-files.ts";

function file(name: string, text = "text") {
  return {
    name,
    isFile: true,
    file: (onFile: (file: File) => void) => onFile(new File([text], name)),
  };
}

/** Gives its entries a hundred at a time, as browsers do. */
function folder(name: string, entries: { name: string; isFile: boolean }[]) {
  return {
    name,
    isFile: false,
    createReader() {
      let from = 0;
      return {
        readEntries(onEntries: (found: typeof entries) => void) {
          onEntries(entries.slice(from, from + 100));
          from += 100;
        },
      };
    },
  };
}

async function keysOf(entries: { name: string; isFile: boolean }[]) {
  const keys: string[] = [];
  for await (const { key } of sourcesOfEntries(entries)) keys.push(key);
  return keys;
}

test("the files of a dropped folder keep their paths", async () => {
  const day = folder("day1", [file("a.jpg"), folder("raw", [file("b.jpg")])]);
  expect(await keysOf([file("top.txt"), day])).toEqual([
    "top.txt",
    "day1/a.jpg",
    "day1/raw/b.jpg",
  ]);
});

test("a folder of more files than the browser gives at once is read to its end", async () => {
  const many = Array.from({ length: 250 }, (_, index) => file(`f${index}`));
  expect(await keysOf([folder("many", many)])).toHaveLength(250);
});

test("a folder is read only as far as is asked for", async () => {
  let read = 0;
  const entries = Array.from({ length: 300 }, (_, index) => ({
    ...file(`f${index}`),
    file: (onFile: (file: File) => void) => {
      read++;
      onFile(new File([""], "f"));
    },
  }));
  const sources = sourcesOfEntries([folder("many", entries)]);
  await sources.next();
  await sources.next();
  expect(read).toBe(2);
});

test("a size is known before the file is opened to be sent", async () => {
  const sources = sourcesOfEntries([file("a.txt", "12345")]);
  const { value } = await sources.next();
  expect(value?.size).toBe(5);
  expect(await (await value?.open())?.text()).toBe("12345");
});

test("a file that cannot be read is given all the same, and fails when it is opened", async () => {
  const secret = {
    name: "secret",
    isFile: true,
    file: (_onFile: unknown, onError: (error: unknown) => void) =>
      onError(new Error("NotReadableError")),
  };
  const sources = sourcesOfEntries([secret]);
  const { value } = await sources.next();
  expect(value).toMatchObject({ key: "secret", size: 0 });
  await expect(value?.open()).rejects.toThrow("NotReadableError");
});

test("files chosen by a dialog have their name, those of a chosen folder their path", () => {
  const plain = new File(["x"], "a.txt");
  const nested = Object.defineProperty(
    new File(["x"], "b.txt"),
    "webkitRelativePath",
    {
      value: "folder/b.txt",
    },
  );
  const keys = [...sourcesOfFiles([plain, nested])].map(({ key }) => key);
  expect(keys).toEqual(["a.txt", "folder/b.txt"]);
});
