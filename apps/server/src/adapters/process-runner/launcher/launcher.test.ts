import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import {
  temporaryFolder,
  type TemporaryFolder,
} from "../../../testing/temporary-folder.ts";
import { HAS_PROC } from "../process-table.ts";
import { parentOf } from "../processes.fixture.ts";
import { Launcher, LauncherGone } from "./launcher.ts";

function launchIn(folder: TemporaryFolder, script: string) {
  return {
    command: ["/bin/sh", "-c", script],
    folder: folder.path,
    environment: { PATH: process.env["PATH"] ?? "" },
    log: { path: join(folder.path, "log"), tailFolder: folder.path },
  };
}

it("tells how each of many commands ended", async () => {
  await using folder = await temporaryFolder();
  await using launcher = new Launcher();
  const codes = Array.from({ length: 50 }, (_none, at) => at);
  const exits = codes.map(async (code) => {
    const launched = await launcher.launch(launchIn(folder, `exit ${code}`));
    launched.open();
    const exit = await launched.ended;
    expect(await launched.finishLog()).toBeUndefined();
    return exit.code;
  });
  expect(await Promise.all(exits)).toEqual(codes);
});

it.skipIf(!HAS_PROC)(
  "whose launcher is killed is nobody's guess, and the next is launched",
  async () => {
    await using folder = await temporaryFolder();
    await using launcher = new Launcher();
    const launched = await launcher.launch(launchIn(folder, "sleep 600"));
    launched.open();
    process.kill(await parentOf(launched.pid), "SIGKILL");
    await expect(launched.ended).rejects.toThrow(LauncherGone);
    expect(await launched.finishLog()).toMatch(/ended/);
    process.kill(-launched.pid, "SIGKILL");
    const next = await launcher.launch(launchIn(folder, "exit 7"));
    next.open();
    expect(await next.ended).toEqual({ code: 7, signal: null });
  },
);

it.skipIf(!HAS_PROC)(
  "has nothing of the server's environment, and leaves no pipe behind",
  async () => {
    await using folder = await temporaryFolder();
    const launcher = new Launcher();
    const launched = await launcher.launch(launchIn(folder, "exit 0"));
    const parent = await parentOf(launched.pid);
    expect(await readFile(`/proc/${parent}/environ`, "utf8")).not.toContain(
      "PATH=",
    );
    const pipes = dirname(launched.pipe);
    expect(await readdir(pipes)).not.toEqual([]);
    await launcher[Symbol.asyncDispose]();
    expect(existsSync(pipes)).toBe(false);
    await expect(launched.ended).rejects.toThrow(LauncherGone);
  },
);
