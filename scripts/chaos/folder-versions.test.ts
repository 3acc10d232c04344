import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import { temporaryFolder } from "../../apps/server/src/testing/temporary-folder.ts";
import { followFolder } from "./folder-versions.ts";

test("a file that another one has replaced is still counted", async () => {
  await using root = await temporaryFolder();
  const folder = join(root.path, "results");
  await mkdir(folder);
  const part = join(root.path, "part");
  const put = async (name: string, content: string) => {
    await writeFile(part, content);
    await rename(part, join(folder, name));
  };
  await put("before", "was there");
  using versions = followFolder(folder);
  await put("once", "1");
  await put("twice", "1");
  await put("gone", "1");
  await put("twice", "2");
  await rm(join(folder, "gone"));
  await vi.waitFor(async () => {
    const found = await versions.read();
    expect(Object.keys(found).toSorted()).toEqual(["before", "once", "twice"]);
    expect(found["before"]).toEqual(["was there"]);
    expect(found["once"]).toEqual(["1"]);
    expect(found["twice"]?.length).toBe(2);
    expect(found["twice"]?.at(-1)).toBe("2");
  });
});
