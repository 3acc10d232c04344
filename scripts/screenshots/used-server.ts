import type { Client, JobState } from "@oscar/contracts";
import type { TestServer } from "../../e2e/server.ts";
import { followTutorial } from "../tutorial.ts";
import { clientOf } from "../world/client-of.ts";
import { fillBucket } from "../world/fill-bucket.ts";
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
const BUCKETS = ["archive", "calibration", "empty", "masks", "weather-2025"];

/** Does what somebody does in the first week: the tutorial, and some things of their own. */
export async function workOn(server: TestServer): Promise<World> {
  const client = clientOf(server);
  await followTutorial(client, { say: () => undefined });
  for (const name of BUCKETS) await client.createBucket({ body: { name } });
  await fillBucket(server, "many", 320);
  const failed = await run(client, "check-tables", FAILING, "failed");
  const running = await run(client, "simulate", ENDLESS, "running");
  const { jobs } = await client.listJobs({
    query: { function: "darknet", state: "succeeded", limit: 1 },
  });
  return { jobs: { succeeded: jobs[0]?.id ?? "", failed, running } };
}

/** Resolves with the job once it is in that state. */
async function run(
  client: Client,
  name: string,
  script: string,
  state: JobState,
): Promise<string> {
  const image = "debian:stable-slim";
  await client.createFunction({ body: { name, image, script } });
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
