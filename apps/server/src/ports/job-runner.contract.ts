import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  describeCancelling,
  describeOutputs,
  describeRestart,
  describeStaleInput,
} from "./job-runner-ends.contract.ts";
import {
  type AttemptParts,
  IN,
  type InWorld,
  RunnerTester,
  type RunnerWorld,
  hooksOf,
  never,
} from "./runner-tester.contract.ts";

export interface RunnerLimits {
  /** Longest time for one trivial job. */
  jobMs: number;
  /** How many trivial jobs run at once. */
  atOnce: number;
  /** Its tests run at the same time: where each spends its time with waiting. */
  isConcurrent?: boolean;
}

/** What every runner promises (port JobRunner; design.md part 5). */
export function describeJobRunner(
  name: string,
  createWorld: () => Promise<RunnerWorld>,
  limits: RunnerLimits,
): void {
  const { isConcurrent = false, jobMs } = limits;
  const options = { timeout: jobMs * 4, concurrent: isConcurrent };
  describe(`job runner ${name}`, options, () => {
    let tester: RunnerTester;
    beforeAll(async () => {
      tester = new RunnerTester(await createWorld());
      await tester.prepare();
    }, limits.jobMs * 4);
    afterAll(async () => tester.world[Symbol.asyncDispose](), limits.jobMs * 4);
    const inWorld = () => tester;
    describeSuccess(inWorld);
    describeEnvironment(inWorld);
    describeFailure(inWorld);
    describeOutputs(inWorld);
    describeCancelling(inWorld);
    describeStaleInput(inWorld);
    describeLogs(inWorld);
    describeManyAtOnce(inWorld, limits.atOnce);
    describeRestart(createWorld);
  });
}

function describeSuccess(inWorld: InWorld): void {
  describe("a script that succeeds", () => {
    it("has its outputs staged and not yet published", async () => {
      const tester = inWorld();
      const attempt = await tester.attempt(
        'mkdir "$TMP_OUTPUT_DIR/sub folder"\n' +
          'tr a-z A-Z <"$INPUT_FILE_PATH" >"$TMP_OUTPUT_DIR/sub folder/big"\n' +
          ': >"$TMP_OUTPUT_DIR/empty"\n',
      );
      const end = await tester.run(attempt);
      expect(end).toMatchObject({ outcome: "succeeded", notes: [] });
      expect(await tester.outputsOf(attempt, end)).toEqual({
        empty: "",
        "sub folder/big": "HELLO",
      });
    });

    it("is told of in order: begun, then started", async () => {
      const tester = inWorld();
      const { hooks, order } = hooksOf();
      const attempt = await tester.attempt("exit 0");
      const runner = tester.world.runner;
      await runner.run(attempt, hooks, { signal: never });
      expect(order).toEqual(["begun", "started"]);
    });

    it("may have no outputs at all", async () => {
      const end = await inWorld().run(await inWorld().attempt("exit 0"));
      expect(end).toEqual({ outcome: "succeeded", staged: [], notes: [] });
    });

    it("may change and delete its input, which harms no one", async () => {
      const tester = inWorld();
      const attempt = await tester.attempt(
        'echo changed >>"$INPUT_FILE_PATH"; rm "$INPUT_FILE_PATH"',
      );
      expect((await tester.run(attempt)).outcome).toBe("succeeded");
      const { bucket, key, etag } = attempt.input;
      const stat = await tester.world.store.stat(bucket, key);
      expect(stat).toMatchObject({ etag, size: 5 });
    });
  });
}

function describeEnvironment(inWorld: InWorld): void {
  const nasty = "a  b\n$(exit 3) `exit 3` \"quoted\" 'single' \\ ü €";

  async function valueOf(variable: string, parts: AttemptParts = {}) {
    const tester = inWorld();
    const script = `printf %s "$${variable}" >"$TMP_OUTPUT_DIR/value"`;
    const attempt = await tester.attempt(script, parts);
    const outputs = await tester.outputsOf(attempt, await tester.run(attempt));
    return { attempt, value: outputs["value"] };
  }

  describe("the environment of a script", () => {
    it("says which object, function, job and attempt it is", async () => {
      const script =
        'printf "%s|" "$STORAGE_OBJECT_KEY" "$EVENT_TIME" "$OSCAR_FUNCTION" "$OSCAR_JOB_ID" "$OSCAR_ATTEMPT" "${INPUT_FILE_PATH##*/}"';
      const attempt = await inWorld().attempt(script, { attempt: 3 });
      await inWorld().run(attempt);
      const { key } = attempt.input;
      expect(await inWorld().logOf(attempt)).toBe(
        `${IN}/${key}|${attempt.eventTime}|contract|${attempt.jobId}|3|some file.txt|`,
      );
    });

    it("holds the event", async () => {
      const { attempt, value } = await valueOf("EVENT");
      expect(value).toBe(attempt.event);
    });

    it("holds variables and secrets as given, whatever is in them", async () => {
      const environment = { GIVEN: nasty };
      const secrets = { SECRET: nasty };
      const definition = { environment, secrets };
      expect((await valueOf("GIVEN", { definition })).value).toBe(nasty);
      expect((await valueOf("SECRET", { definition })).value).toBe(nasty);
    });

    it("has an empty standard input", async () => {
      const script = 'cat >"$TMP_OUTPUT_DIR/stdin"';
      const attempt = await inWorld().attempt(script);
      const end = await inWorld().run(attempt);
      expect(await inWorld().outputsOf(attempt, end)).toEqual({ stdin: "" });
    });
  });
}

function describeFailure(inWorld: InWorld): void {
  describe("a script that fails", () => {
    it("tells its exit code and publishes nothing", async () => {
      const script = 'echo x >"$TMP_OUTPUT_DIR/x"; exit 7';
      const end = await inWorld().run(await inWorld().attempt(script));
      expect(end).toMatchObject({
        outcome: "failed",
        reason: "exit_code",
        exitCode: 7,
        message: expect.stringContaining("7") as string,
      });
    });

    it("is run by the interpreter of its first line, with its argument", async () => {
      const script = "#!/bin/sh -e\nfalse\necho reached\n";
      const attempt = await inWorld().attempt(script);
      expect(await inWorld().run(attempt)).toMatchObject({ exitCode: 1 });
      expect(await inWorld().logOf(attempt)).not.toContain("reached");
    });

    it("is ended at its time limit", async () => {
      const definition = { timeoutSeconds: 1 };
      const attempt = await inWorld().attempt("sleep 600", { definition });
      const end = await inWorld().run(attempt);
      expect(end).toMatchObject({
        outcome: "failed",
        reason: "timeout",
        message: expect.stringContaining("1 second") as string,
      });
    });

    it("is ended at its time limit though it ignores SIGTERM", async () => {
      const definition = { timeoutSeconds: 1 };
      const script = "trap '' TERM; while :; do sleep 1; done";
      const attempt = await inWorld().attempt(script, { definition });
      const end = await inWorld().run(attempt);
      expect(end).toMatchObject({ outcome: "failed", reason: "timeout" });
    });
  });
}

function describeLogs(inWorld: InWorld): void {
  describe("the log of an attempt", () => {
    it("has both outputs in order, and can be read from any byte", async () => {
      const attempt = await inWorld().attempt(
        "echo one; echo two >&2; echo three; printf 'no end of line'",
      );
      await inWorld().run(attempt);
      const log = "one\ntwo\nthree\nno end of line";
      expect(await inWorld().logOf(attempt)).toBe(log);
      const { jobId } = attempt;
      const part = await inWorld().world.logs.read(
        { jobId, attempt: 1 },
        { from: 4, limit: 3 },
      );
      expect(part.toString()).toBe("two");
      const { logs } = inWorld().world;
      expect(await logs.size({ jobId, attempt: 1 })).toBe(log.length);
      expect(await logs.size({ jobId, attempt: 2 })).toBe(0);
    });

    it("has all of 100 000 lines", async () => {
      const script =
        "i=0; while [ $i -lt 100000 ]; do i=$((i+1)); echo line $i; done";
      const attempt = await inWorld().attempt(script);
      expect((await inWorld().run(attempt)).outcome).toBe("succeeded");
      const lines = (await inWorld().logOf(attempt)).trimEnd().split("\n");
      expect(lines.length).toBe(100_000);
      expect(lines.every((line, i) => line === `line ${i + 1}`)).toBe(true);
    });

    it("begins with what was changed in the script", async () => {
      const notices = ["Its lines were ended.", "And so on."];
      const attempt = await inWorld().attempt("echo one", { notices });
      await inWorld().run(attempt);
      expect(await inWorld().logOf(attempt)).toMatch(
        /^.*Its lines were ended\.\n.*And so on\.\none\n$/,
      );
    });

    it("takes a line of ours, and is deleted with its job", async () => {
      const { logs } = inWorld().world;
      const attempt = await inWorld().attempt("printf 'half a line'; exit 1");
      await inWorld().run(attempt);
      await logs.note(attempt, "A note.");
      const log = await inWorld().logOf(attempt);
      expect(log).toMatch(/^half a line\n.*exit code 1.*\n.*A note\.\n$/s);
      await logs.delete(attempt.jobId);
      expect(await inWorld().logOf(attempt)).toBe("");
    });
  });
}

function describeManyAtOnce(inWorld: InWorld, count: number): void {
  it("runs many at once, each on its own input", async () => {
    const tester = inWorld();
    const script = 'cat "$INPUT_FILE_PATH" >"$TMP_OUTPUT_DIR/$OSCAR_JOB_ID"';
    const ids = Array.from({ length: count }, () => tester.attempt(script));
    const attempts = await Promise.all(ids);
    const ends = await Promise.all(attempts.map((one) => tester.run(one)));
    for (const [index, attempt] of attempts.entries()) {
      const end = ends[index] ?? { outcome: "cancelled" };
      const outputs = await tester.outputsOf(attempt, end);
      expect(outputs).toEqual({ [attempt.jobId]: "hello" });
    }
  });
}
