import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import {
  IN,
  type InWorld,
  OUT,
  RunnerTester,
  type RunnerWorld,
  hooksOf,
  never,
} from "./runner-tester.contract.ts";

export function describeOutputs(inWorld: InWorld): void {
  describe("the outputs of a script", () => {
    it("fail it where a name cannot be a key, and none is kept", async () => {
      const script =
        'echo x >"$TMP_OUTPUT_DIR/a"; echo x >"$TMP_OUTPUT_DIR/b\\\\.."';
      const end = await inWorld().run(await inWorld().attempt(script));
      expect(end).toMatchObject({
        outcome: "failed",
        reason: "output_failed",
        message: expect.stringContaining("..") as string,
      });
    });

    it("leave out what is no regular file, and say so", async () => {
      const script =
        'ln -s /etc/passwd "$TMP_OUTPUT_DIR/link"; mkfifo "$TMP_OUTPUT_DIR/pipe"; echo x >"$TMP_OUTPUT_DIR/z"';
      const attempt = await inWorld().attempt(script);
      const end = await inWorld().run(attempt);
      expect(end).toMatchObject({
        notes: [expect.stringContaining("link"), expect.stringMatching("pipe")],
      });
      expect(await inWorld().outputsOf(attempt, end)).toEqual({ z: "x\n" });
      expect(await inWorld().logOf(attempt)).toContain("link");
    });

    it("go to every target, and are said to be lost where there is none", async () => {
      const folder = "x".repeat(randomUUID().length + "/some file.txt".length);
      const targetsOf = (path: string) =>
        ["1", "2"]
          .filter(() => path !== "b")
          .map((n) => ({ bucket: OUT, key: `${folder}/${n}/${path}` }));
      const script = 'echo x >"$TMP_OUTPUT_DIR/a"; echo x >"$TMP_OUTPUT_DIR/b"';
      const attempt = await inWorld().attempt(script, { targetsOf });
      const end = await inWorld().run(attempt);
      expect(end).toMatchObject({ notes: [expect.stringMatching(/^b /)] });
      const outputs = await inWorld().outputsOf(attempt, end);
      expect(outputs).toEqual({ "1/a": "x\n", "2/a": "x\n" });
    });
  });
}

export function describeCancelling(inWorld: InWorld): void {
  describe("an attempt that is cancelled", () => {
    it("does not begin where the signal is aborted already", async () => {
      const { hooks, order } = hooksOf();
      const attempt = await inWorld().attempt("echo ran");
      const { runner } = inWorld().world;
      const end = await runner.run(attempt, hooks, {
        signal: AbortSignal.abort(),
      });
      expect(end).toEqual({ outcome: "cancelled" });
      expect(order).not.toContain("started");
      expect(await inWorld().logOf(attempt)).not.toContain("ran");
    });

    it("is ended while it runs", async () => {
      const tester = inWorld();
      const cancel = new AbortController();
      const attempt = await tester.attempt("echo ready; sleep 600");
      const end = tester.run(attempt, cancel.signal);
      await tester.logToSay(attempt, "ready");
      cancel.abort();
      expect(await end).toEqual({ outcome: "cancelled" });
    });
  });
}

export function describeStaleInput(inWorld: InWorld): void {
  describe("an input that is no longer there", () => {
    it("was overwritten before the script started", async () => {
      const attempt = await inWorld().attempt("echo ran");
      await inWorld().upload(attempt.input.key, "a newer version");
      const end = await inWorld().run(attempt);
      expect(end).toEqual({ outcome: "stale", reason: "superseded" });
      expect(await inWorld().logOf(attempt)).not.toContain("ran");
    });

    it("was deleted before the script started", async () => {
      const attempt = await inWorld().attempt("echo ran");
      await inWorld().world.store.delete(IN, attempt.input.key);
      const end = await inWorld().run(attempt);
      expect(end).toEqual({ outcome: "stale", reason: "input_deleted" });
    });
  });
}

/** Each in a world of its own, since the first server vanishes from it. */
export function describeRestart(createWorld: () => Promise<RunnerWorld>): void {
  async function openTester() {
    const world = await createWorld();
    const tester = new RunnerTester(world);
    await tester.prepare();
    const dispose = () => world[Symbol.asyncDispose]();
    return { tester, [Symbol.asyncDispose]: dispose };
  }

  describe("a server that takes over", () => {
    it("ends an attempt, or leads it to its end", async () => {
      await using opened = await openTester();
      const { tester } = opened;
      const script =
        "echo ready; i=0; while [ $i -lt 40 ]; do sleep 0.1; i=$((i+1)); echo $i; done";
      const attempt = await tester.attempt(script);
      const { hooks, begun } = hooksOf();
      const first = tester.world.runner.run(attempt, hooks, { signal: never });
      await tester.logToSay(attempt, "ready");
      const successor = await tester.world.successor();
      const ref = await begun;
      const end = await successor.resume(attempt, ref, {
        hooks,
        signal: never,
      });
      const log = await tester.logOf(attempt);
      const isLed = end.outcome === "succeeded";
      expect(log.endsWith("40\n")).toBe(isLed);
      const wanted = isLed ? {} : { reason: "lost", excused: true };
      expect(end).toMatchObject(wanted);
      await first;
      expect(log).toContain("ready");
      expect(log.match(/ready/g)).toHaveLength(1);
    });

    it("begins an attempt that had not begun, or gives it back", async () => {
      await using opened = await openTester();
      const { tester } = opened;
      const attempt = await tester.attempt("echo ran");
      const { hooks } = hooksOf();
      const successor = await tester.world.successor();
      const end = await successor.resume(attempt, undefined, {
        hooks,
        signal: never,
      });
      const given = { outcome: "failed", reason: "lost", excused: true };
      const wanted = end.outcome === "succeeded" ? {} : given;
      expect(end).toMatchObject(wanted);
    });
  });
}
