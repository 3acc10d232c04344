import { lstat, mkdir, open, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { scratchFolder } from "../contract/reads.contract.ts";
import { OpenForWriting } from "./open-for-writing.ts";

/** A folder that looks like /proc with one process that has one file open. */
async function fakeProc(root: string, filePath: string, info: string) {
  const process = join(root, "proc/42");
  await mkdir(join(process, "fd"), { recursive: true });
  await mkdir(join(process, "fdinfo"));
  await symlink(filePath, join(process, "fd/3"));
  await writeFile(join(process, "fdinfo/3"), info);
  return join(root, "proc");
}

test.each([
  ["r", false],
  ["r+", true],
  ["a", true],
  ["w", true],
])("a file that is open with flag %s counts as %s", async (flags, expected) => {
  await using scratch = await scratchFolder();
  const path = join(scratch.path, "file");
  await writeFile(path, "text");
  await using _file = await open(path, flags);
  const stats = await lstat(path, { bigint: true });
  expect(await new OpenForWriting().has(stats)).toBe(expected);
});

test("an inode number of another file system does not count", async () => {
  await using scratch = await scratchFolder();
  const path = join(scratch.path, "file");
  await using _file = await open(path, "w");
  const stats = await lstat(path, { bigint: true });
  const elsewhere = Object.assign(stats, { dev: stats.dev + 1n });
  expect(await new OpenForWriting().has(elsewhere)).toBe(false);
});

test("a kernel that does not tell the inode is asked otherwise", async () => {
  await using scratch = await scratchFolder();
  const path = join(scratch.path, "file");
  await writeFile(path, "text");
  const stats = await lstat(path, { bigint: true });
  const procPath = await fakeProc(scratch.path, path, "flags:\t0100001\n");
  expect(await new OpenForWriting(procPath).has(stats)).toBe(true);
});

test("without /proc nothing counts as open", async () => {
  await using scratch = await scratchFolder();
  const path = join(scratch.path, "file");
  await using _file = await open(path, "w");
  const stats = await lstat(path, { bigint: true });
  const missing = join(scratch.path, "no-proc");
  expect(await new OpenForWriting(missing).has(stats)).toBe(false);
});
