import { mkdir, rename, rm, utimes, writeFile } from "node:fs/promises";
import { open } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { BUCKET, keysOf, put } from "../contract/under-test.ts";
import type { Hint, ObjectStore } from "../object-store.ts";
import { openTemporaryStore } from "./testing/temporary-store.ts";
import { waitUntil } from "../testing/wait-until.ts";

interface Watching extends AsyncDisposable {
  root: string;
  folder: string;
  store: ObjectStore;
  hints: Hint[];
  /** Called with each hint, after it was noted. */
  onHint: (hint: Hint) => Promise<void>;
  watchedFolders: () => string[];
  passes: () => number;
}

/** A store that is watched, after its first pass. */
async function startWatching(): Promise<Watching> {
  const opened = await openTemporaryStore({
    settleMs: 300,
    watchIntervalMs: 20,
  });
  const { store, root } = opened;
  await store.createBucket(BUCKET);
  const controller = new AbortController();
  let passes = 0;
  const buckets = [BUCKET];
  const watching: Watching = {
    root,
    store,
    folder: join(root, "buckets", BUCKET),
    hints: [],
    onHint: async () => {},
    passes: () => passes,
    watchedFolders: () => watching.hints.map(({ prefix }) => prefix ?? "?"),
    async [Symbol.asyncDispose]() {
      controller.abort();
      await ended;
      await opened[Symbol.asyncDispose]();
    },
  };
  const ended = store.watch(
    () => {
      passes += 1;
      return { inputs: buckets, viewed: [] };
    },
    async (hint) => {
      watching.hints.push(hint);
      await watching.onHint(hint);
    },
    { signal: controller.signal },
  );
  await waitUntil("the second pass", async () => passes > 1);
  // The bucket was made just now, which is told once when it has settled.
  await waitUntil(
    "the hint of the new bucket",
    async () => watching.hints.length > 0,
  );
  watching.hints.length = 0;
  return watching;
}

/** Resolves when the folders have settled and several passes have told of nothing. */
function untilQuiet({ hints, passes }: Watching): Promise<unknown> {
  return waitUntil("a quiet watch", async () => {
    const { length } = hints;
    const [pass, since] = [passes(), performance.now()];
    await waitUntil(
      "some passes",
      async () => passes() > pass + 2 && performance.now() - since > 700,
    );
    return hints.length === length;
  });
}

function untilHinted(watching: Watching, prefix: string): Promise<unknown> {
  return waitUntil(`a hint of ${prefix}`, async () =>
    watching.watchedFolders().includes(prefix),
  );
}

test("what is in a bucket when it is first looked at is hinted as a whole", async () => {
  await using opened = await openTemporaryStore({ watchIntervalMs: 20 });
  await opened.store.createBucket(BUCKET);
  const controller = new AbortController();
  const hints: Hint[] = [];
  let isFailing = true;
  const ended = opened.store.watch(
    () => ({ inputs: [BUCKET], viewed: [] }),
    async (hint) => {
      hints.push(hint);
      if (!isFailing) return;
      isFailing = false;
      throw new Error("not heard");
    },
    { signal: controller.signal },
  );
  await waitUntil("the hint again", async () => hints.length > 1);
  controller.abort();
  await ended;
  expect(hints.slice(0, 2)).toEqual([{ bucket: BUCKET }, { bucket: BUCKET }]);
});

test("a dropped file is hinted by its folder until a listener can see it", async () => {
  await using watching = await startWatching();
  const { store, folder } = watching;
  const seen: string[] = [];
  watching.onHint = async ({ prefix = "" }) => {
    seen.push(...(await keysOf(store, { prefix, delimiter: "/" })));
  };
  await writeFile(join(folder, "dropped"), "text");
  await waitUntil("the object seen by a listener", async () =>
    seen.includes("dropped"),
  );
  expect(watching.hints[0]).toEqual({
    bucket: BUCKET,
    prefix: "",
    isShallow: true,
  });
});

test("a file that is written for long is hinted until it is closed", async () => {
  await using watching = await startWatching();
  const { store, folder } = watching;
  const seen: string[] = [];
  watching.onHint = async ({ prefix = "" }) => {
    seen.push(...(await keysOf(store, { prefix, delimiter: "/" })));
  };
  const file = await open(join(folder, "growing"), "w");
  // Hints go on though the folder has not changed for long.
  await waitUntil("many hints", async () => watching.hints.length > 20);
  expect(seen).toEqual([]);
  await file.close();
  await waitUntil("the object seen by a listener", async () =>
    seen.includes("growing"),
  );
  const last = watching.hints.length;
  await setImmediate();
  expect(watching.hints.length).toBeLessThanOrEqual(last + 1);
});

test("a folder with older files that is moved in is hinted, with those in it", async () => {
  await using watching = await startWatching();
  const { root, folder } = watching;
  await mkdir(join(root, "outside/deep"), { recursive: true });
  await writeFile(join(root, "outside/deep/old"), "text");
  await utimes(join(root, "outside/deep"), new Date(0), new Date(0));
  await rename(join(root, "outside"), join(folder, "moved"));
  for (const prefix of ["", "moved/", "moved/deep/"])
    await untilHinted(watching, prefix);
});

test("a hint that fails is told again, and others are not lost", async () => {
  await using watching = await startWatching();
  const { folder } = watching;
  await mkdir(join(folder, "a"));
  await mkdir(join(folder, "b"));
  let failures = 0;
  watching.onHint = async () => {
    failures += 1;
    if (failures < 5) throw new Error("the ledger is busy");
    watching.hints.push({ bucket: BUCKET, prefix: "heard" });
  };
  await untilHinted(watching, "heard");
  for (const prefix of ["", "a/", "b/"]) await untilHinted(watching, prefix);
});

test("a bucket that vanishes and comes back does not end the watch", async () => {
  await using watching = await startWatching();
  await rm(watching.folder, { recursive: true });
  await waitUntil("the bucket gone", async () => {
    const buckets = await watching.store.listBuckets();
    return buckets.length === 0;
  });
  await mkdir(watching.folder);
  await put(watching.store, "a/b");
  await untilHinted(watching, "a/");
});

test("nothing is hinted where nothing changes", async () => {
  await using watching = await startWatching();
  await put(watching.store, "a/b");
  await untilHinted(watching, "a/");
  await untilQuiet(watching);
  const { length } = watching.hints;
  const file = join(watching.folder, "a/b");
  await utimes(file, new Date(), new Date());
  await put(watching.store, "z/later");
  await untilHinted(watching, "z/");
  const more = watching.watchedFolders().slice(length);
  expect(more).not.toContain("a/");
});
