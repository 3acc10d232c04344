import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import {
  type ArchiveTicket,
  type Client,
  type FunctionDefinition,
  isAppError,
} from "@oscar/contracts";
import { FOLDERS } from "../apps/server/src/compose.ts";

const EXAMPLE = join(FOLDERS.examples, "video-process");
const VIDEO = "shapes.mp4";
const TIME_LIMIT_MS = 10 * 60_000;
const LOOK_EVERY_MS = 250;

/** The two functions of the tutorial, as its reader types them into the form. */
async function tutorialFunctions(): Promise<FunctionDefinition[]> {
  const script = (name: string) => readFile(join(EXAMPLE, name), "utf8");
  return [
    {
      name: "split-video",
      image: "grycap/ffmpeg",
      script: await script("split-video.sh"),
      environment: { OUTPUT_BUCKET: "darknet-in" },
    },
    {
      name: "darknet",
      image: "grycap/darknet-v3",
      script: await script("yolov3-object-detection.sh"),
      requests: { cpu: "1", memory: "2Gi" },
    },
  ];
}

export interface FollowOptions {
  /** Told of each step. */
  say(line: string): void;
}

/** Follows the tutorial: functions, video, detections, zip. Resolves with the zip's ticket. */
export async function followTutorial(
  client: Client,
  { say }: FollowOptions,
): Promise<ArchiveTicket> {
  for (const definition of await tutorialFunctions()) {
    await client.createFunction({ body: definition }).catch(keepExisting);
    say(`Function ${definition.name} is there.`);
  }
  const since = new Date();
  await client.putObject({
    params: { bucket: "split-video-in" },
    query: { key: VIDEO },
    body: await readFile(join(EXAMPLE, VIDEO)),
  });
  say(`${VIDEO} is uploaded into split-video-in.`);
  await waitForDetections(client, { since, say });
  const zip = await client.createArchive({
    body: { bucket: "darknet-out", all: true },
  });
  if ("url" in zip) return zip;
  throw new Error("The zip takes unexpectedly long");
}

/** On data of an earlier time its functions are used. */
function keepExisting(error: unknown): void {
  if (!isAppError(error, "function_exists")) throw error;
}

async function waitForDetections(
  client: Client,
  { since, say }: FollowOptions & { since: Date },
): Promise<void> {
  const signal = AbortSignal.timeout(TIME_LIMIT_MS);
  let shown = "";
  for (;;) {
    const { split, frames, line } = await progress(client, since);
    if (line !== shown) say((shown = line));
    const isDone = split.done === 1 && frames.done === frames.total;
    if (split.failed + frames.failed > 0)
      throw new Error(
        "A job has failed. Open its function in the browser and read its log.",
      );
    if (isDone && frames.total > 0) return;
    await delay(LOOK_EVERY_MS, undefined, { signal });
  }
}

async function progress(client: Client, since: Date) {
  const split = await tally(client, "split-video", since);
  const frames = await tally(client, "darknet", since);
  const line = `split-video: ${split.done} of ${split.total} done, darknet: ${frames.done} of ${frames.total} done`;
  return { split, frames, line };
}

async function tally(client: Client, name: string, since: Date) {
  const { jobs } = await client.listJobs({
    query: { function: name, limit: 1000 },
  });
  const ours = jobs.filter((job) => new Date(job.createdAt) >= since);
  const count = (state: string) =>
    ours.filter((job) => job.state === state).length;
  return {
    total: ours.length,
    done: count("succeeded"),
    failed: count("failed") + count("cancelled"),
  };
}
