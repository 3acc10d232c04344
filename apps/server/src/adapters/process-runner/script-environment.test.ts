import { describe, expect, it } from "vitest";
import {
  type AttemptParts,
  RunnerTester,
} from "../../ports/runner-tester.contract.ts";
import type { ProcessRunnerOptions } from "./process-runner.ts";
import { createProcessWorld } from "./process-world.fixture.ts";

async function outputOf(
  script: string,
  parts: AttemptParts = {},
  options: Partial<ProcessRunnerOptions> = {},
): Promise<string> {
  await using world = await createProcessWorld(options);
  const tester = new RunnerTester(world);
  await tester.prepare();
  const attempt = await tester.attempt(script, parts);
  const end = await tester.run(attempt);
  expect(end.outcome).toBe("succeeded");
  return tester.logOf(attempt);
}

describe("a script's environment", () => {
  it("has nothing of the server's but PATH, LANG and HOME", async () => {
    process.env["OSCAR_ADMIN_PASSWORD"] = "hunter2";
    const environment = await outputOf("env", {
      definition: { environment: { OUTPUT_BUCKET: "there" } },
    });
    const names = environment.match(/^[A-Z_]+(?==)/gm) ?? [];
    const ofShell = ["PWD", "OLDPWD", "SHLVL", "_"];
    expect(names.filter((name) => !ofShell.includes(name)).sort()).toEqual([
      "EVENT",
      "EVENT_TIME",
      "HOME",
      "INPUT_FILE_PATH",
      "LANG",
      "OSCAR_ATTEMPT",
      "OSCAR_FUNCTION",
      "OSCAR_JOB_ID",
      "OUTPUT_BUCKET",
      "PATH",
      "STORAGE_OBJECT_KEY",
      "TMPDIR",
      "TMP_INPUT_DIR",
      "TMP_OUTPUT_DIR",
    ]);
    expect(environment).not.toContain("hunter2");
  });

  it("has a PATH without the server's own packages", async () => {
    const PATH = "/a/node_modules/.bin:/bin:/b/node-gyp-bin:/usr/bin";
    const options = { environment: { PATH } };
    expect(await outputOf('echo "$PATH"', {}, options)).toBe("/bin:/usr/bin\n");
  });

  it("has the server's defaults where the function says nothing else", async () => {
    const options = { defaultEnvironment: { A: "default", B: "default" } };
    const environment = { B: "own" };
    const script = 'echo "$A $B"';
    const parts = { definition: { environment } };
    expect(await outputOf(script, parts, options)).toBe("default own\n");
  });

  it("does not let a function pass for another job", async () => {
    const definition = { environment: { OSCAR_JOB_ID: "another" } };
    const log = await outputOf('echo "$OSCAR_JOB_ID"', { definition });
    expect(log).not.toContain("another");
  });

  it("keeps secrets out of arguments and out of the log", async () => {
    const secrets = { TOKEN: "do-not-tell" };
    const script =
      "tr '\\0' ' ' </proc/$$/cmdline; ps -o args= -p $$ || true; exit 0";
    const log = await outputOf(script, { definition: { secrets } });
    expect(log).toContain("/bin/sh");
    expect(log).not.toContain("do-not-tell");
  });
});
