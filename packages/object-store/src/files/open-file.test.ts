import { execFile } from "node:child_process";
import {
  chmod,
  mkdir,
  readFile,
  stat,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { scratchFolder } from "../contract/reads.contract.ts";
import { copyToNewFile, openRegularFile } from "./open-file.ts";

const run = promisify(execFile);

test("only a regular file is opened", async () => {
  await using scratch = await scratchFolder();
  const pathOf = (name: string) => join(scratch.path, name);
  await writeFile(pathOf("file"), "text");
  await symlink(pathOf("file"), pathOf("link"));
  await mkdir(pathOf("folder"));
  await run("mkfifo", [pathOf("fifo")]);
  for (const name of ["link", "folder", "fifo", "missing", "file/below"])
    expect(await openRegularFile(pathOf(name))).toBeUndefined();
  expect(await openRegularFile("/dev/null")).toBeUndefined();
  const opened = await openRegularFile(pathOf("file"));
  expect(opened?.stats.size).toBe(4n);
  await opened?.file.close();
});

/** Opens a file of four bytes with a mode, and says where a copy may be. */
async function openForCopy(folder: string, mode: number) {
  const [path, copy] = [join(folder, "file"), join(folder, "copy")];
  await writeFile(path, "text");
  await chmod(path, mode);
  const opened = await openRegularFile(path);
  if (!opened) return expect.fail("not opened");
  return { path, copy, source: { ...opened, key: "k" } };
}

test("a copy is its owner's to change, whatever the file's mode", async () => {
  await using scratch = await scratchFolder();
  const { copy, source } = await openForCopy(scratch.path, 0o4555);
  await copyToNewFile(source, copy);
  expect(await readFile(copy, "utf8")).toBe("text");
  expect((await stat(copy)).mode & 0o7600).toBe(0o600);
});

test("a file that was changed since it was opened is not copied", async () => {
  await using scratch = await scratchFolder();
  const { path, copy, source } = await openForCopy(scratch.path, 0o644);
  await writeFile(path, "TEXT");
  await utimes(path, 1, 1);
  await expect(copyToNewFile(source, copy)).rejects.toMatchObject({
    code: "precondition_failed",
  });
  await expect(stat(copy)).rejects.toMatchObject({ code: "ENOENT" });
});
