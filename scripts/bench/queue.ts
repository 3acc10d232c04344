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

const JOBS = 20_000;
/** The baseline is taken before and after, in parts that are long enough to be measured. */
const BASELINE_ITEMS = 4000;
const COMMAND =
  'cp -- "in/$1" "scratch/$1" && sh -c true && mv -- "scratch/$1" "out/$1"';
const MB_OF_GROWTH = 32;

export const QUEUE: Measure = {
  name: "queue",
  title: `${JOBS} queued jobs of \`true\`, beside xargs with every core that copies a file in, runs \`sh -c true\` and renames it out; each second`,
  async run(report) {
    await using server = await startBenchServer();
    const before = await throughShell(server, "before");
    const memory: number[] = [];
    const ours = await throughServer(server, memory);
    const after = await throughShell(server, "after");
    const pairs: Pair[] = [before, after].map((baseline) => ({
      ours,
      baseline,
    }));
    const quarter = Math.floor(memory.length / 4);
    const early = memory[quarter] ?? Number.NaN;
    const late = memory.at(-1) ?? Number.NaN;
    for (const { baseline } of pairs)
      report({
        ours: Math.round(ours),
        xargs: Math.round(baseline),
        ratio: (ours / baseline).toFixed(3),
        "RAM MB after 1/4": Math.round(early),
        "at the end": Math.round(late),
      });
    return [
      { what: "speed", value: medianRatio(pairs), atLeast: 0.3 },
      {
        what: "growth of RAM in MB",
        value: late - early,
        atMost: MB_OF_GROWTH,
      },
    ];
  },
};

async function throughServer(
  { client, dataDir, pid }: BenchServer,
  memory: number[],
): Promise<number> {
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
  const started = performance.now();
  await client.backfill({ params: { name: "true" }, body: {} });
  await untilSucceeded(client, "true", JOBS, async () => {
    memory.push(await residentMegabytes(pid));
  });
  return (JOBS * 1000) / (performance.now() - started);
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
