import { type Client, isAppError } from "@oscar/contracts";
import { until } from "../scripts/world/until.ts";

/** Deletes all functions, with their jobs, and all buckets: the next test finds nothing. */
export async function emptyServer(client: Client): Promise<void> {
  const { functions } = await client.listFunctions();
  for (const { name } of functions)
    await ended(client, await client.deleteFunction({ params: { name } }));
  const { buckets } = await client.listBuckets();
  for (const { name: bucket } of buckets) {
    const query = { contents: "delete" } as const;
    const answer = client.deleteBucket({ params: { bucket }, query });
    await ended(client, await answer.catch(keepGone));
  }
}

function keepGone(error: unknown): undefined {
  if (!isAppError(error, "bucket_not_found")) throw error;
  return undefined;
}

type Answer = Awaited<ReturnType<Client["deleteBucket"]>>;

/** Waits for what goes on after its request was answered. */
async function ended(client: Client, answer: Answer): Promise<void> {
  if (!answer) return;
  const { id, kind } = answer.operation;
  await until(`the end of ${kind}`, async () => {
    const { state } = await client.getOperation({ params: { id } });
    return state === "running" ? undefined : state;
  });
}
