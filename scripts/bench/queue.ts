import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { until } from "../world/until.ts";
import {
  type BenchServer,
  startBenchServer,
  untilSucceeded,
} from "./bench-server.ts";
import type { Measure } from "./measure.ts";
import { medianRatio, type Pair } from "./pairs.ts";
import { residentMegabytes } from "./resident-memory.ts";
import { runXargs } from "./xargs.ts";

/** Fewer, for a quick look, by `OSCAR_BENCH_JOBS=2000`. */
const JOBS = Number(process.env["OSCAR_BENCH_JOBS"] ?? 20_000);
/** The queue is worked off in parts, and the baseline is taken before, between and after them. */
const PARTS = 5;
const BASELINE_ITEMS = Math.min(1500, JOBS / PARTS);
const COMMAND =
  'cp -- "in/$1" "scratch/$1" && sh -c true && mv -- "scratch/$1" "out/$1"';
const MB_OF_GROWTH = 32;
/** To be looked at costs the server about as much as a job. */
const LOOK_EVERY_MS = 250;

export const QUEUE: Measure = {
  name: "queue",
  title: `${JOBS} queued jobs of \`true\`, beside xargs with every core that copies a file in, runs \`sh -c true\` and renames it out; each second`,
  async run(report) {
    await using server = await startBenchServer();
    // One that is stopped cannot be told to end.
    using _going = {
      [Symbol.dispose]: () => process.kill(server.pid, "SIGCONT"),
    };
    await fillQueue(server);
    const pairs: Pair[] = [];
    const memory: number[] = [];
    let before = await throughShell(server, "shell-0");
    for (let part = 1; part <= PARTS; part++) {
      const ours = await throughServer(server, (JOBS * part) / PARTS);
      const ram = await residentMegabytes(server.pid);
      const after = await throughShell(server, `shell-${part}`);
      const pair = { ours, baseline: (before + after) / 2 };
      before = after;
      pairs.push(pair);
      memory.push(ram);
      report({
        ours: Math.round(pair.ours),
        xargs: Math.round(pair.baseline),
        ratio: (pair.ours / pair.baseline).toFixed(3),
        "RAM MB": Math.round(ram),
      });
    }
    const [first = Number.NaN] = memory;
    return [
      { what: "speed", value: medianRatio(pairs), atLeast: 0.3 },
      {
        what: "growth of RAM in MB",
        value: Math.max(...memory) - first,
        atMost: MB_OF_GROWTH,
      },
    ];
  },
};

/** Leaves the server stopped, with all jobs queued. */
async function fillQueue({ client, dataDir, pid }: BenchServer): Promise<void> {
  await client.createBucket({ body: { name: "true-in" } });
  await writeItems(join(dataDir, "buckets/true-in"), JOBS);
  await until("all objects", async () => {
    const params = { bucket: "true-in" };
    const { objects } = await client.getBucketUsage({ params });
    return objects === JOBS || undefined;
  });
  // Files that are older than the function wait for a wish to run them.
  await client.createFunction({
    body: { name: "true", image: "none", script: "true" },
  });
  await client.backfill({ params: { name: "true" }, body: {} });
  process.kill(pid, "SIGSTOP");
}

/** Lets the stopped server go on until so many jobs have succeeded; jobs each second. */
async function throughServer(
  { client, pid }: BenchServer,
  count: number,
): Promise<number> {
  process.kill(pid, "SIGCONT");
  const from = await succeeded(client);
  const started = performance.now();
  await untilSucceeded(client, "true", count, { lookEveryMs: LOOK_EVERY_MS });
  const done = (await succeeded(client)) - from;
  const speed = (done * 1000) / (performance.now() - started);
  process.kill(pid, "SIGSTOP");
  return speed;
}

async function succeeded(client: BenchServer["client"]): Promise<number> {
  const { counts } = await client.getFunction({ params: { name: "true" } });
  return counts.succeeded;
}

async function throughShell(
  { dataDir }: BenchServer,
  name: string,
): Promise<number> {
  // On the same disk.
  const cwd = join(dataDir, name);
  for (const folder of ["scratch", "out"])
    await mkdir(join(cwd, folder), { recursive: true });
  const items = await writeItems(join(cwd, "in"), BASELINE_ITEMS);
  return BASELINE_ITEMS / (await runXargs(items, COMMAND, { cwd }));
}

async function writeItems(folder: string, count: number): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const names = Array.from({ length: count }, (_, index) => `${index}.txt`);
  for (const name of names) await writeFile(join(folder, name), "x");
  return names;
}
