import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { startServerProcess } from "./testing/server-process.ts";
import { temporaryFolder } from "./testing/temporary-folder.ts";

/** What a start that cannot succeed prints as its error, and its exit code. */
async function failedStart(environment: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [path.join(import.meta.dirname, "main.ts")],
    {
      env: { PATH: process.env["PATH"], OSCAR_PORT: "0", ...environment },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  const [stderr, [code]] = await Promise.all([
    text(child.stderr),
    once(child, "exit"),
  ]);
  return { stderr: stderr.trim(), code: code as number };
}

test("a taken port is one clear sentence", async () => {
  await using folder = await temporaryFolder();
  const other = createServer().listen(0, "127.0.0.1");
  await once(other, "listening");
  const { port } = other.address() as AddressInfo;
  const { stderr, code } = await failedStart({
    OSCAR_DATA_DIR: folder.path,
    OSCAR_PORT: String(port),
  });
  other.close();
  expect(stderr).toMatch(/^Port \d+ is taken .* OSCAR_PORT\.$/);
  expect(code).toBe(1);
});

// Where a folder is a file, and where a file system makes no folders.
test.each(["/dev/null/data", "/proc/nowhere/data"])(
  "a data folder that cannot be written, %s, is one clear sentence",
  async (dataDir) => {
    const { stderr, code } = await failedStart({ OSCAR_DATA_DIR: dataDir });
    expect(stderr).toMatch(
      /^The data folder \/\w+\/\w+\/data cannot be written/,
    );
    expect(stderr).not.toContain("\n");
    expect(code).toBe(1);
  },
);

test("wrong variables are told all at once", async () => {
  const { stderr, code } = await failedStart({
    OSCAR_PORT: "http",
    OSCAR_STORE: "tape",
  });
  expect(stderr).toContain("OSCAR_PORT");
  expect(stderr).toContain("OSCAR_STORE");
  expect(code).toBe(1);
});

test("a second server on the same folder is refused in words", async () => {
  await using folder = await temporaryFolder();
  await using _first = await startServerProcess({ dataDir: folder.path });
  const { stderr, code } = await failedStart({ OSCAR_DATA_DIR: folder.path });
  expect(stderr).toMatch(/^Another server is running on this data folder/);
  expect(code).toBe(1);
});
