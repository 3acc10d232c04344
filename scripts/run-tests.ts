import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./check.ts";
import { provideImagesForAll } from "./cluster/provide-images.ts";
import { runFuzzer } from "./test/fuzz/fuzz.ts";
import { isGood, sumUp, summaryOf } from "./test/outcome.ts";
import { runPlaywright } from "./test/playwright.ts";
import { providePrograms } from "./test/programs.ts";
import { runVitest } from "./test/vitest.ts";

const reports = await mkdtemp(join(tmpdir(), "oscar-test-"));
try {
  await providePrograms();
  const outcome = sumUp([
    await provideImagesForAll(),
    await runChecks(),
    await runVitest(reports),
    await runFuzzer(reports),
    await runPlaywright(reports),
  ]);
  console.log(`\n${summaryOf(outcome)}`);
  process.exitCode = isGood(outcome) ? 0 : 1;
} finally {
  await rm(reports, { recursive: true, force: true });
}
