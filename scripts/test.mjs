// `npm test`. Runs on whatever Node the machine has, so it only makes the clone ready and
// hands over to the pinned Node. However it ends, the last line counts the tests.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const scripts = dirname(fileURLToPath(import.meta.url));
const node = join(dirname(scripts), "node_modules", ".bin", "node");

const setUp = spawnSync(process.execPath, [join(scripts, "set-up.mjs")], {
  stdio: "inherit",
});
if (setUp.status === 0) {
  const run = spawnSync(node, [join(scripts, "run-tests.ts")], {
    stdio: "inherit",
  });
  process.exitCode = run.status ?? 1;
  if (run.status === null) console.log("0 passed, 1 failed, 0 skipped");
} else {
  console.log("0 passed, 1 failed, 0 skipped");
  process.exitCode = 1;
}
