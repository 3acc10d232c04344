import type { Client } from "@oscar/contracts";
import { until } from "../../world/until.ts";

const BUCKETS = ["pictures", "copy-in", "second-in"];
const KEYS = ["a", "day1/frame-1.txt", "day1/empty", "día 2/画.txt"];
const FUNCTIONS = ["copy", "second"];

/** Names of things that are there, by the parameter that takes them. */
export type KnownNames = Record<string, string[]>;

/** Fills a server, so that calls find something. */
export async function fillForFuzzing(client: Client): Promise<KnownNames> {
  for (const name of FUNCTIONS)
    await client.createFunction({
      body: { name, image: "none", script: "true" },
    });
  await client.createBucket({ body: { name: "pictures" } });
  for (const bucket of BUCKETS)
    for (const key of KEYS)
      await client.putObject({
        params: { bucket },
        query: { key },
        body: key.endsWith("empty") ? "" : `<b>${key}</b>`,
      });
  return {
    "path.bucket": BUCKETS,
    "query.bucket": BUCKETS,
    "query.key": KEYS,
    "path.name": FUNCTIONS,
    "query.function": FUNCTIONS,
    "path.id": await idsOfEndedJobs(client),
  };
}

function idsOfEndedJobs(client: Client): Promise<string[]> {
  const expected = FUNCTIONS.length * KEYS.length;
  return until(`${expected} jobs that have ended`, async () => {
    const { jobs } = await client.listJobs({ query: { limit: 1000 } });
    const ended = jobs.filter(
      ({ state }) => state === "succeeded" || state === "failed",
    );
    return ended.length === expected ? ended.map(({ id }) => id) : undefined;
  });
}
