import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runFuzzer } from "./test/fuzz/fuzz.ts";
import { isGood, summaryOf } from "./test/outcome.ts";

const folder = await mkdtemp(join(tmpdir(), "oscar-fuzz-"));
try {
  const seconds =
    process.argv[2] === undefined ? undefined : Number(process.argv[2]);
  const outcome = await runFuzzer(folder, seconds);
  console.log(`\n${summaryOf(outcome)}`);
  process.exitCode = isGood(outcome) ? 0 : 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}
