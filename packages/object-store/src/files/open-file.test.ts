import { execFile } from "node:child_process";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { scratchFolder } from "../contract/reads.contract.ts";
import { openRegularFile } from "./open-file.ts";

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
