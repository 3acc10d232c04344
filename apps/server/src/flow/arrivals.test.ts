import {
  copyFile,
  mkdir,
  rename,
  rm,
  stat,
  utimes,
  writeFile,
} from "node:fs/promises";
import path from "node:path";
import { expect, test, vi } from "vitest";
import { COPY, GATED, startConsole } from "../testing/start-console.ts";
import { temporaryFolder } from "../testing/temporary-folder.ts";

const LONG_AGO = new Date("2001-02-03T04:05:06Z");

async function oldFile(folder: string, name: string): Promise<string> {
  const filePath = path.join(folder, name);
  await writeFile(filePath, `content of ${name}`);
  await utimes(filePath, LONG_AGO, LONG_AGO);
  return filePath;
}

/** The second in which a file is written now. */
async function secondAt(folder: string): Promise<number> {
  const probe = path.join(folder, "probe");
  await writeFile(probe, "");
  return Math.floor((await stat(probe)).mtimeMs / 1000);
}

test("a file that is dropped into a bucket's folder starts a job, old as it may be", async () => {
  await using outside = await temporaryFolder();
  await using oscar = await startConsole();
  await oscar.save({ name: "copy", script: COPY });
  const bucket = path.join(oscar.dataDir, "buckets/copy-in");
  const moved = await oldFile(outside.path, "moved.txt");
  await rename(moved, path.join(bucket, "moved.txt"));
  await mkdir(path.join(bucket, "deep/er"), { recursive: true });
  const copied = await oldFile(outside.path, "copied.txt");
  await copyFile(copied, path.join(bucket, "deep/er/copied.txt"));
  await oscar.expectStates("copy", ["succeeded", "succeeded"]);
  expect(await oscar.keys("copy-out")).toEqual([
    "deep/er/copied.txt",
    "moved.txt",
  ]);
  expect(await oscar.text("copy-out", "moved.txt")).toBe(
    "content of moved.txt",
  );
}, 30_000);

test("a file that is dropped while the server is down counts as well", async () => {
  await using folder = await temporaryFolder();
  await using outside = await temporaryFolder();
  const dataDir = folder.path;
  {
    await using before = await startConsole({ dataDir });
    await before.save({ name: "copy", script: COPY });
  }
  const dropped = await oldFile(outside.path, "dropped.txt");
  await rename(dropped, path.join(dataDir, "buckets/copy-in/dropped.txt"));
  await using oscar = await startConsole({ dataDir });
  await oscar.expectStates("copy", ["succeeded"]);
  expect(await oscar.keys("copy-out")).toEqual(["dropped.txt"]);
}, 30_000);

test("what was there before the function is left alone, counted, and run when asked for", async () => {
  await using oscar = await startConsole();
  const { client } = oscar;
  await client.createBucket({ body: { name: "old-in" } });
  await oscar.put("old-in", "before.txt", "b");
  // The store's clock counts whole seconds, and a tie counts as new. It is the disk's, which
  // comes to the next second a few milliseconds later than ours.
  const second = await secondAt(oscar.dataDir);
  await vi.waitUntil(
    async () => (await secondAt(oscar.dataDir)) > second,
    3000,
  );
  await oscar.save({ name: "old", script: COPY });
  await oscar.put("old-in", "after.txt", "a");
  await oscar.expectStates("old", ["succeeded"]);
  const params = { name: "old" };
  await client.reconcileBucket({ params: { bucket: "old-in" } });
  expect(await client.getFunction({ params })).toMatchObject({ notWatched: 1 });
  expect(await client.backfill({ params, body: { dryRun: true } })).toEqual({
    matching: 2,
    done: 1,
    queued: 1,
  });
  await client.backfill({ params, body: {} });
  await oscar.expectStates("old", ["succeeded", "succeeded"]);
  expect(await oscar.keys("old-out")).toEqual(["after.txt", "before.txt"]);
});

test("any number of hints for one version are one job, and a new version is a new one", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "copy", script: COPY });
  await oscar.put("copy-in", "a.txt", "1");
  await oscar.expectStates("copy", ["succeeded"]);
  const params = { bucket: "copy-in" };
  expect(await oscar.client.reconcileBucket({ params })).toEqual({ queued: 0 });
  await oscar.put("copy-in", "a.txt", "1");
  await oscar.expectStates("copy", ["succeeded", "succeeded"]);
});

test("only what has the input's prefix and suffix starts a job", async () => {
  await using oscar = await startConsole();
  await oscar.save({
    name: "some",
    script: COPY,
    inputs: [{ bucket: "some-in", prefix: "day1/", suffixes: [".mp4"] }],
  });
  for (const key of ["a.mp4", "day1/a.txt", "day2/a.mp4", "day1/a.mp4"])
    await oscar.put("some-in", key, key);
  const [job] = await oscar.expectStates("some", ["succeeded"]);
  expect(job?.input.key).toBe("day1/a.mp4");
  expect(await oscar.keys("some-out")).toEqual(["a.mp4"]);
});

test("an input that is overwritten or deleted before its script starts is cancelled in words", async () => {
  await using oscar = await startConsole({ maxJobs: 1 });
  const gate = path.join(oscar.dataDir, "gate");
  await oscar.save({
    name: "gated",
    script: GATED,
    environment: { GATE: gate },
  });
  await oscar.put("gated-in", "first", "1");
  await oscar.expectStates("gated", ["running"]);
  await oscar.put("gated-in", "second", "old");
  await oscar.put("gated-in", "second", "new");
  await oscar.put("gated-in", "third", "3");
  await rm(path.join(oscar.dataDir, "buckets/gated-in/third"));
  await writeFile(gate, "");
  const [third, newer, older] = await oscar.expectStates("gated", [
    "cancelled",
    "succeeded",
    "cancelled",
    "succeeded",
  ]);
  expect(third).toMatchObject({ reason: "input_deleted" });
  expect(older).toMatchObject({
    reason: "superseded",
    message: expect.stringContaining("overwritten"),
  });
  expect(newer?.outputs).toMatchObject([{ key: "second", size: 3 }]);
});
