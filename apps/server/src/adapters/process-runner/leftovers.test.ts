import { spawn } from "node:child_process";
import { describe, expect, it, onTestFinished } from "vitest";
import {
  type AttemptParts,
  RunnerTester,
  hooksOf,
  never,
} from "../../ports/runner-tester.contract.ts";
import { HAS_PROC, statOf } from "./process-table.ts";
import { createProcessWorld } from "./process-world.fixture.ts";
import { parentOf } from "./processes.fixture.ts";

/** Runs a script that prints process ids, and says which of them are alive afterwards. */
async function runAndCount(script: string, parts: AttemptParts = {}) {
  await using world = await createProcessWorld();
  const tester = new RunnerTester(world);
  await tester.prepare();
  const attempt = await tester.attempt(script, parts);
  const end = await tester.run(attempt);
  const log = await tester.logOf(attempt);
  const pids = (log.match(/^\d+$/gm) ?? []).map(Number);
  const stats = await Promise.all(pids.map(statOf));
  const alive = stats.filter((stat) => stat?.isAlive).length;
  return { end, log, printed: pids.length, alive };
}

describe.skipIf(!HAS_PROC)("what a script leaves running (needs /proc)", () => {
  it("ends with it: a child in the background that holds the log", async () => {
    const { end, printed, alive } = await runAndCount("sleep 600 & echo $!");
    expect(end.outcome).toBe("succeeded");
    expect({ printed, alive }).toEqual({ printed: 1, alive: 0 });
  });

  it("ends with it: a child without its environment", async () => {
    const { printed, alive } = await runAndCount("env -i sleep 600 & echo $!");
    expect({ printed, alive }).toEqual({ printed: 1, alive: 0 });
  });

  it("ends with it: children that left its group, and theirs", async () => {
    const script =
      "setsid sleep 600 & echo $!\n" +
      "setsid sh -c 'setsid sleep 600 & echo $!; echo $$; sleep 600' &\n" +
      "sleep 0.3";
    const { printed, alive } = await runAndCount(script);
    expect({ printed, alive }).toEqual({ printed: 3, alive: 0 });
  });

  it("ends with it after a long time, too", async () => {
    const script = "setsid sleep 600 & echo $!; sleep 2.1";
    const { printed, alive } = await runAndCount(script);
    expect({ printed, alive }).toEqual({ printed: 1, alive: 0 });
  });

  it("does not wait for a stranger that has no environment at all", async () => {
    const stranger = spawn("sleep", ["600"], { env: {} });
    onTestFinished(() => void stranger.kill());
    const { end } = await runAndCount("sleep 2.1");
    expect(end.outcome).toBe("succeeded");
  });

  it("ends with it where process ids are given out fast", async () => {
    const script =
      "setsid sleep 600 & echo $!\n" +
      "i=0; while [ $i -lt 600 ]; do i=$((i+1)); (exit 0); done";
    const { printed, alive } = await runAndCount(script);
    expect({ printed, alive }).toEqual({ printed: 1, alive: 0 });
  });
});

describe.skipIf(!HAS_PROC)("a launcher that is killed (needs /proc)", () => {
  it("leaves nothing running; its attempt is lost, and the next one runs", async () => {
    await using world = await createProcessWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const script =
      "setsid sleep 600 & echo $!; sleep 600 & echo $!; echo ok; wait";
    const attempt = await tester.attempt(script);
    const { hooks, begun } = hooksOf();
    const end = world.runner.run(attempt, hooks, { signal: never });
    await tester.logToSay(attempt, "ok");
    const leader = Number((await begun)["pid"]);
    process.kill(await parentOf(leader), "SIGKILL");
    expect(await end).toMatchObject({ outcome: "failed", reason: "lost" });
    const log = await tester.logOf(attempt);
    const pids = [leader, ...(log.match(/^\d+$/gm) ?? []).map(Number)];
    expect(pids).toHaveLength(3);
    const stats = await Promise.all(pids.map(statOf));
    expect(stats.filter((stat) => stat?.isAlive)).toEqual([]);
    const next = await tester.run(await tester.attempt("exit 4"));
    expect(next).toMatchObject({ exitCode: 4 });
  });
});

describe("a script at its time limit", () => {
  const definition = { timeoutSeconds: 1 };

  it("can use SIGTERM to say goodbye", async () => {
    const script = "trap 'echo goodbye; exit 0' TERM; sleep 600 & wait";
    const { end, log } = await runAndCount(script, { definition });
    expect(end).toMatchObject({ outcome: "failed", reason: "timeout" });
    expect(log).toContain("goodbye");
  });

  it("gives its children time after SIGTERM, though it is gone itself", async () => {
    const child =
      "sh -c 'trap \"sleep 0.1; echo goodbye; exit\" TERM; sleep 600 & wait'";
    const { log } = await runAndCount(`${child} & wait`, { definition });
    expect(log).toContain("goodbye");
  });
});
