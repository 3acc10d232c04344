// A server that begins one attempt and is then killed by a test. It prints the attempt's
// reference, or, where it is told to `stall`, prints it and never commits it.
import { join } from "node:path";
import { openDirectoryStore } from "@oscar/object-store";
import { RunnerTester } from "../../ports/runner-tester.contract.ts";
import { openProcessWorld } from "./process-world.fixture.ts";

const [folder = "", jobId = "", script = "", mode] = process.argv.slice(2);
// The test has the other store open, and a store is one process's own.
const store = await openDirectoryStore({ root: join(folder, "its-store") });
const tester = new RunnerTester(await openProcessWorld(folder, { store }));
await tester.prepare();
const attempt = await tester.attempt(script, { jobId });
const end = await tester.world.runner.run(
  attempt,
  {
    async begun(ref) {
      console.log(JSON.stringify(ref));
      if (mode === "stall") await new Promise(() => undefined);
    },
    started: async () => undefined,
  },
  { signal: new AbortController().signal },
);
console.log(JSON.stringify(end));
