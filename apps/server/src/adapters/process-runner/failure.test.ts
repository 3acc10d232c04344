import { describe, expect, it } from "vitest";
import { failureOfExit } from "./failure.ts";
import { outOfMemoryKills } from "./out-of-memory.ts";

describe("an exit by SIGKILL that was not ours", () => {
  it.each([
    { code: null, signal: "SIGKILL" } as const,
    // What a shell makes of a child that was killed.
    { code: 137, signal: null },
  ])("is blamed on memory only where the kernel has killed: %j", (exit) => {
    expect(failureOfExit(exit, { outOfMemoryKills: 1 })).toMatchObject({
      reason: "out_of_memory",
      exitCode: 137,
    });
    expect(failureOfExit(exit, { outOfMemoryKills: 0 })).toMatchObject({
      reason: "exit_code",
      exitCode: 137,
    });
  });

  it("is told from other exits while the kernel kills others", () => {
    const exit = { code: 1, signal: null };
    const failure = failureOfExit(exit, { outOfMemoryKills: 3 });
    expect(failure.reason).toBe("exit_code");
  });
});

it("the kernel's counter is a number wherever it is read", async () => {
  expect(outOfMemoryKills()).toBeGreaterThanOrEqual(0);
});
