import type { Client, FunctionDefinition, JobState } from "@oscar/contracts";
import type { TestServer } from "../../e2e/server.ts";
import { followTutorial } from "../tutorial.ts";
import { clientOf } from "../world/client-of.ts";
import { fillBucket } from "../world/fill-bucket.ts";
import { PIXEL_PNG, silentWav, zipOf } from "../world/sample-files.ts";
import { until } from "../world/until.ts";
import type { World } from "./picture.ts";

const FAILING = `#!/bin/sh
echo "Reading $(basename "$INPUT_FILE_PATH")"
echo "line 3: not a table: 12 columns, 14 expected" >&2
exit 3
`;
const ENDLESS = `#!/bin/sh
i=0
while [ $i -lt 400 ]; do i=$((i + 1)); echo "step $i of 1000"; done
sleep 1000
`;
const TALKATIVE = `#!/bin/sh
seq -f 'station %.0f: 288 values read, none missing' 100000
`;
const BUCKETS = ["archive", "calibration", "empty", "masks", "weather-2025"];

/** Does what somebody does in the first week: the tutorial, and some things of their own. */
export async function workOn(server: TestServer): Promise<World> {
  const client = clientOf(server);
  await followTutorial(client, { say: () => undefined });
  for (const name of BUCKETS) await client.createBucket({ body: { name } });
  await fillBucket(server, "many", 320);
  await putKinds(client);
  const check = { name: "check-tables", script: FAILING, retries: 1 };
  const failed = await run(client, check, "failed");
  const simulate = { name: "simulate", script: ENDLESS };
  const running = await run(client, simulate, "running");
  const talk = { name: "talk", script: TALKATIVE };
  const talkative = await run(client, talk, "succeeded");
  const cancelled = await cancelOne(client, simulate.name, running);
  const { jobs } = await client.listJobs({
    query: { function: "darknet", state: "succeeded", limit: 1 },
  });
  const succeeded = jobs[0]?.id ?? "";
  return { jobs: { succeeded, failed, running, cancelled, talkative } };
}

/** A bucket with files of kinds that the example has none of. */
async function putKinds(client: Client): Promise<void> {
  const params = { bucket: "kinds" };
  await client.createBucket({ body: { name: params.bucket } });
  const stations = [{ name: "north", values: [3, 5] }, { name: "south" }];
  const files = {
    "birds.wav": silentWav(),
    "cut-off.png": PIXEL_PNG.subarray(0, 40),
    "frames.zip": await zipOf(client, "darknet-out"),
    "model.bin": Uint8Array.from({ length: 5000 }, (_, index) => index * 31),
    "nothing.txt": "",
    "stations.json": JSON.stringify({ stations, isComplete: false }),
  };
  for (const [key, body] of Object.entries(files))
    await client.putObject({ params, query: { key }, body });
}

/** Cancels another job than that one, and resolves with it once it has ended. */
async function cancelOne(
  client: Client,
  name: string,
  but: string,
): Promise<string> {
  const { jobs } = await client.listJobs({ query: { function: name } });
  const id = jobs.find((job) => job.id !== but)?.id ?? "";
  await client.cancelJob({ params: { id } });
  return until(`the cancelled job of ${name}`, async () => {
    const { state } = await client.getJob({ params: { id } });
    return state === "cancelled" ? id : undefined;
  });
}

/** Resolves with the job once it is in that state. */
async function run(
  client: Client,
  definition: Pick<FunctionDefinition, "name" | "script" | "retries">,
  state: JobState,
): Promise<string> {
  const { name } = definition;
  const image = "debian:stable-slim";
  await client.createFunction({ body: { image, ...definition } });
  for (const key of ["2026-11-23.csv", "2026-11-24.csv"])
    await client.putObject({
      params: { bucket: `${name}-in` },
      query: { key },
      body: `station,value\n${key},1\n`,
    });
  return until(`a job of ${name} that is ${state}`, async () => {
    const { jobs } = await client.listJobs({
      query: { function: name, state },
    });
    return jobs[0]?.id;
  });
}
