import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it, vi } from "vitest";
import type { RunnerRef } from "../../ports/job-runner.ts";
import {
  RunnerTester,
  hooksOf,
  never,
} from "../../ports/runner-tester.contract.ts";
import { HAS_PROC, startTimeOfChild, statOf } from "./process-table.ts";
import { createProcessWorld } from "./process-world.fixture.ts";
import { parentOf } from "./processes.fixture.ts";

const LOST = { outcome: "failed", reason: "lost", excused: true };
const FIXTURE = join(import.meta.dirname, "crash.fixture.ts");

/** Begins an attempt in a server of its own. */
async function beginElsewhere(
  folder: string,
  { jobId, script }: { jobId: string; script: string },
  ...mode: string[]
): Promise<{ server: ChildProcess; ref: RunnerRef }> {
  const server = spawn(
    process.execPath,
    [FIXTURE, folder, jobId, script, ...mode],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const lines = createInterface({ input: server.stdout });
  const [line] = (await once(lines, "line")) as [string];
  return { server, ref: JSON.parse(line) as RunnerRef };
}

/** Kills a server and its launcher, so that what runs is left to the next server. */
async function killBoth(server: ChildProcess, ref: RunnerRef): Promise<void> {
  const launcher = await parentOf(Number(ref["pid"]));
  process.kill(launcher, "SIGSTOP");
  server.kill("SIGKILL");
  await once(server, "exit");
  process.kill(launcher, "SIGKILL");
}

async function isAlive(pid: number): Promise<boolean> {
  return (await statOf(pid))?.isAlive ?? false;
}

async function toEnd(pid: number): Promise<void> {
  await vi.waitFor(async () => expect(await isAlive(pid)).toBe(false), 10_000);
}

describe.skipIf(!HAS_PROC)("a server that is killed (needs /proc)", () => {
  it("leaves nothing running once its attempt is resumed", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const jobId = randomUUID();
    const script =
      "setsid sleep 600 & echo $!; sleep 600 & echo $!; echo ready; sleep 600";
    const { server, ref } = await beginElsewhere(world.folder, {
      jobId,
      script,
    });
    const attempt = await tester.attempt(script, { jobId });
    await tester.logToSay(attempt, "ready");
    await killBoth(server, ref);
    const log = await tester.logOf(attempt);
    const pids = [Number(ref["pid"]), ...(log.match(/\d+/g) ?? []).map(Number)];
    expect(pids).toHaveLength(3);
    for (const pid of pids) expect(await isAlive(pid)).toBe(true);

    const { hooks } = hooksOf();
    const end = await world.runner.resume(attempt, ref, {
      hooks,
      signal: never,
    });
    expect(end).toMatchObject(LOST);
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
  });

  it("leaves none of a group whose leader and environment are gone", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const jobId = randomUUID();
    // The leader gives way to a program with an empty environment in the background.
    const script = "env -i sleep 600 & echo $!; echo ready; kill -STOP $$";
    const { server, ref } = await beginElsewhere(world.folder, {
      jobId,
      script,
    });
    const attempt = await tester.attempt(script, { jobId });
    await tester.logToSay(attempt, "ready");
    await killBoth(server, ref);
    process.kill(Number(ref["pid"]), "SIGKILL");
    await toEnd(Number(ref["pid"]));
    const child = Number.parseInt(await tester.logOf(attempt), 10);
    expect(await isAlive(child)).toBe(true);

    const { hooks } = hooksOf();
    await world.runner.resume(attempt, ref, { hooks, signal: never });
    expect(await isAlive(child)).toBe(false);
  });

  it("takes its scripts along, before there is a next one", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const jobId = randomUUID();
    const script = "sleep 600 & echo $!; echo ready; sleep 600";
    const { server, ref } = await beginElsewhere(world.folder, {
      jobId,
      script,
    });
    const attempt = await tester.attempt(script, { jobId });
    await tester.logToSay(attempt, "ready");
    const child = Number.parseInt(await tester.logOf(attempt), 10);
    expect(await isAlive(child)).toBe(true);
    server.kill("SIGKILL");
    for (const pid of [Number(ref["pid"]), child]) await toEnd(pid);
  });

  it("leaves no script where the reference was not committed", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const jobId = randomUUID();
    const script = "echo ran; sleep 600";
    const begun = await beginElsewhere(
      world.folder,
      { jobId, script },
      "stall",
    );
    const pid = Number(begun.ref["pid"]);
    expect(await isAlive(pid)).toBe(true);
    begun.server.kill("SIGKILL");
    await toEnd(pid);
    const attempt = await tester.attempt(script, { jobId });
    expect(await tester.logOf(attempt)).toBe("");
  });
});

describe.skipIf(!HAS_PROC)("a process id that was given out again", () => {
  it("is not mistaken for the script's", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const attempt = await tester.attempt("exit 0");
    const { hooks, begun } = hooksOf();
    await world.runner.run(attempt, hooks, { signal: never });
    const { bootId = "" } = await begun;

    // A daemon: it is of the group of a leader that is gone.
    const parent = spawn("sh", ["-c", "sleep 600 & echo $!"], {
      detached: true,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const [line] = (await once(createInterface(parent.stdout), "line")) as [
      string,
    ];
    const daemon = Number(line);
    await toEnd(parent.pid ?? 0);
    const innocent = spawn("sleep", ["600"], { detached: true });
    const pid = innocent.pid ?? 0;
    const startTime = startTimeOfChild(pid);
    const others = [
      { pid, startTime: startTime - 1, bootId, pipe: "" },
      { pid, startTime, bootId: "another boot", pipe: "" },
      { pid: parent.pid ?? 0, startTime: 1, bootId, pipe: "/another" },
    ];
    for (const ref of others) {
      const end = await world.runner.resume(attempt, ref, {
        hooks,
        signal: never,
      });
      expect(end).toMatchObject(LOST);
      expect(await isAlive(pid)).toBe(true);
      expect(await isAlive(daemon)).toBe(true);
    }
    process.kill(daemon, "SIGKILL");
    innocent.kill("SIGKILL");
  });
});
