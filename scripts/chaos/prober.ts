import { setTimeout as delay } from "node:timers/promises";
import { type Client, isAppError, type Job } from "@oscar/contracts";
import {
  CHAIN,
  contentOf,
  FIRST_BUCKET,
  INPUT_BUCKETS,
  keyOf,
  LAST_BUCKET,
} from "./chain.ts";
import { type Tally, tallyOf } from "./tally.ts";
import type { ChaosWorld } from "./world.ts";

const UPLOADS_AT_ONCE = 4;
/** So many objects are on their way at a time, so that kills meet all of them. */
const MOST_UNDER_WAY = 60;
const LOOK_EVERY_MS = 200;

export interface Probe {
  objects: number;
  kills: number;
  /** A victim stays away for up to this time, or for just so long. */
  away: { mostMs: number } | { justMs: number };
  /** As long may nothing at all come through. */
  stillMs: number;
  say: (line: string) => void;
}

/**
 * Sends numbered objects through a chain of two functions while programs are killed at random
 * moments, and compares what came out with what went in, or has come out when nothing moves any more.
 */
export async function probe(world: ChaosWorld, wish: Probe): Promise<Tally> {
  for (const body of CHAIN)
    await persist(world, (client) => client.createFunction({ body }));
  const progress: Progress = { jobs: 0, mostEnded: 0 };
  const end = new AbortController();
  const work = { ...wish, signal: end.signal };
  const tasks = [
    watchProgress(world, progress, work).then(() => {
      if (progress.stillness) end.abort();
    }),
    upload(world, progress, work),
    killAtRandom(world, progress, work),
  ];
  try {
    await Promise.all(tasks);
  } finally {
    end.abort();
    await Promise.allSettled(tasks);
  }
  // What was missed until now, or taken for new once more, shows.
  for (const bucket of INPUT_BUCKETS)
    await persist(world, (client) =>
      client.reconcileBucket({ params: { bucket } }),
    );
  return tallyOf({
    objects: wish.objects,
    kills: wish.kills,
    mostEnded: progress.mostEnded,
    jobs: await allJobs(await world.client()),
    results: await world.versions(LAST_BUCKET),
    stillness: progress.stillness,
  });
}

interface Progress {
  /** Jobs that have succeeded. */
  jobs: number;
  /** How many attempts the kills until now may have ended. */
  mostEnded: number;
  /** Where it has come to a standstill, in words. */
  stillness?: string;
}

interface Work extends Probe {
  signal: AbortSignal;
}

/** Resolves when as many jobs have succeeded as are due, or when no more of them do. */
async function watchProgress(
  world: ChaosWorld,
  progress: Progress,
  { objects, stillMs, signal }: Work,
): Promise<void> {
  const due = 2 * objects;
  let movedAt = Date.now();
  while (progress.jobs < due && !signal.aborted) {
    await delay(LOOK_EVERY_MS);
    const { functions } = await persist(world, (client) =>
      client.listFunctions(),
    );
    const jobs = functions.reduce(
      (sum, { counts }) => sum + counts.succeeded,
      0,
    );
    if (jobs > progress.jobs) movedAt = Date.now();
    progress.jobs = jobs;
    if (Date.now() - movedAt > stillMs) {
      const counts = functions.map(({ name, counts }) => ({ name, counts }));
      progress.stillness = `Nothing has moved for ${stillMs / 1000} s, with ${jobs} of ${due} jobs done: ${JSON.stringify(counts)}`;
      return;
    }
  }
}

/** Uploads all objects, a few ahead of what comes through. */
async function upload(
  world: ChaosWorld,
  progress: Progress,
  { objects, signal }: Work,
): Promise<void> {
  let next = 1;
  const work = async () => {
    while (next <= objects && !signal.aborted) {
      if (next - progress.jobs / 2 > MOST_UNDER_WAY) await delay(LOOK_EVERY_MS);
      else {
        const number = next++;
        await persist(world, (client) => putOnce(client, number));
      }
    }
  };
  await Promise.all(Array.from({ length: UPLOADS_AT_ONCE }, work));
}

/** An answer may be lost though the object is not: another version of it would be another job. */
async function putOnce(client: Client, number: number): Promise<void> {
  try {
    await client.putObject(
      {
        params: { bucket: FIRST_BUCKET },
        query: { key: keyOf(number) },
        body: contentOf(number),
      },
      { headers: { "If-None-Match": "*" } },
    );
  } catch (error) {
    if (!isAppError(error, "precondition_failed")) throw error;
  }
}

/** Kills one after another, spread over the whole work. */
async function killAtRandom(
  { victims }: ChaosWorld,
  progress: Progress,
  { objects, kills, away, say, signal }: Work,
): Promise<void> {
  for (let kill = 1; kill <= kills; kill++) {
    const due = (2 * objects * kill) / (kills + 1);
    while (progress.jobs < due && !signal.aborted) await delay(LOOK_EVERY_MS);
    if (signal.aborted) return;
    const victim = victims[Math.floor(Math.random() * victims.length)];
    if (!victim) return;
    await delay(Math.random() * LOOK_EVERY_MS);
    say(
      `${progress.jobs} jobs done: ${victim.name} is killed (${kill}/${kills})`,
    );
    progress.mostEnded += victim.mostEnded;
    await victim.kill();
    await delay("justMs" in away ? away.justMs : Math.random() * away.mostMs);
    await victim.start();
  }
}

/** Calls until a server answers that is able to. */
async function persist<T>(
  world: ChaosWorld,
  call: (client: Client) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await call(await world.client());
    } catch (error) {
      if (!isAppError(error, "unavailable")) throw error;
      await delay(LOOK_EVERY_MS);
    }
  }
}

async function allJobs(client: Client): Promise<Job[]> {
  const found: Job[] = [];
  let after: string | undefined;
  do {
    const query = { limit: 1000, ...(after ? { after } : {}) };
    const page = await client.listJobs({ query });
    found.push(...page.jobs);
    after = page.next ?? undefined;
  } while (after !== undefined);
  return found;
}
