import { stat } from "node:fs/promises";
import { join } from "node:path";
import { mountSmallDisk } from "@oscar/object-store/small-disk.fixture.ts";
import { expect, it, onTestFinished } from "vitest";
import {
  type AttemptParts,
  RunnerTester,
} from "../../ports/runner-tester.contract.ts";
import { FileJobLogs } from "./file-job-logs.ts";
import { KEPT_BYTES } from "./launcher/bounded-log.ts";
import type { ProcessRunnerOptions } from "./process-runner.ts";
import { createProcessWorld } from "./process-world.fixture.ts";

async function run(
  script: string,
  parts: AttemptParts = {},
  options: Partial<ProcessRunnerOptions> = {},
) {
  await using world = await createProcessWorld(options);
  const tester = new RunnerTester(world);
  await tester.prepare();
  const attempt = await tester.attempt(script, parts);
  const end = await tester.run(attempt);
  const logs = options.logs ?? world.logs;
  const range = { from: 0, limit: 1 << 26 };
  const bytes = await logs.read(attempt, range);
  const size = await stat(logs.pathOf(attempt)).then(
    (stats) => stats.blocks * 512,
    () => 0,
  );
  return { end, bytes, log: bytes.toString(), size };
}

it("keeps its earlier lines where a script opens its output by name", async () => {
  const script =
    "echo one; echo two >/dev/stderr; echo three >/dev/stdout; echo four | tee /dev/stderr";
  const { end, log } = await run(script);
  expect(end.outcome).toBe("succeeded");
  expect(log.split("\n").sort()).toEqual(
    ["", "four", "four", "one", "three", "two"].sort(),
  );
});

it("has all of a line of ten million bytes", async () => {
  const script = "head -c 10000000 /dev/zero | tr '\\0' x; echo; echo end";
  const { bytes } = await run(script);
  expect(bytes.length).toBe(10_000_005);
  expect(bytes.subarray(-6).toString()).toBe("x\nend\n".slice(-6));
  expect(bytes.subarray(0, 10_000_000).every((byte) => byte === 0x78)).toBe(
    true,
  );
});

it("has bytes that are no UTF-8 as they were written", async () => {
  const { bytes } = await run("printf '\\377\\376a\\0b\\303'");
  expect(bytes.toString("hex")).toBe("fffe610062c3");
});

it("is bounded though its script writes without end, and says so", async () => {
  const script = "echo begins; trap 'echo ends; exit 1' TERM; yes & wait";
  const definition = { timeoutSeconds: 1 };
  const options = { termGraceMs: 10_000 };
  const { end, log, size } = await run(script, { definition }, options);
  expect(end).toMatchObject({ reason: "timeout" });
  expect(size).toBeLessThan(2 * KEPT_BYTES + 2 ** 20);
  expect(log.startsWith("begins\ny\ny\n")).toBe(true);
  expect(log).toMatch(/\n\[oscar\] The log has reached 16 MiB/);
  expect(log).toMatch(/\n\[oscar\] \d+ bytes of the log were left out here/);
  expect(log.slice(-200)).toMatch(/ends\n/);
  expect(log.slice(-200)).toMatch(/\n\[oscar\] The script was ended/);
}, 20_000);

it("does not wait for one that escaped and holds it open", async () => {
  const started = performance.now();
  const script = "setsid env -i sleep 60 & echo $!; exit 3";
  const { end, log } = await run(script);
  const pid = Number.parseInt(log, 10);
  onTestFinished(() => void process.kill(pid, "SIGKILL"));
  expect(end).toMatchObject({ exitCode: 3 });
  expect(performance.now() - started).toBeLessThan(30_000);
});

it("costs no script its result where the disk is full", async (context) => {
  await using disk = await mountSmallDisk(1);
  if (!disk) return context.skip();
  const logs = new FileJobLogs(join(disk.path, "logs"));
  const script =
    "head -c 3000000 /dev/zero | tr '\\0' x || exit 9; echo done >$TMP_OUTPUT_DIR/a";
  const { end, bytes } = await run(script, {}, { logs });
  expect(end).toMatchObject({ outcome: "succeeded" });
  expect(end).toHaveProperty("staged.length", 1);
  expect(bytes.length).toBeGreaterThan(500_000);
});
