import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { startConsole } from "../testing/start-console.ts";

const params = { bucket: "frames" };

test("a bucket's use is counted, as a whole and below a prefix", async () => {
  await using console = await startConsole();
  const { client, put } = console;
  await client.createBucket({ body: { name: "frames" } });
  const usage = (prefix?: string) =>
    client.getBucketUsage({ params, query: prefix ? { prefix } : {} });
  expect(await usage()).toEqual({ objects: 0, bytes: 0 });
  for (const key of ["day1/a", "day1/b", "day10/c"])
    await put("frames", key, "xyz");
  expect(await usage()).toEqual({ objects: 3, bytes: 9 });
  expect(await usage("day1/")).toEqual({ objects: 2, bytes: 6 });
  expect(await usage("none")).toEqual({ objects: 0, bytes: 0 });
  await expect(
    client.getBucketUsage({ params: { bucket: "nowhere" } }),
  ).rejects.toMatchObject({ code: "bucket_not_found" });
});

test("whoever looks at a bucket hears what others put there, though no function reads it", async () => {
  await using console = await startConsole();
  const { client, put, dataDir } = console;
  await client.createBucket({ body: { name: "frames" } });
  await put("frames", "ours", "x");
  const total = async () =>
    (await client.listObjects({ params, query: { sort: "size" } })).total;
  expect(await total()).toBe(1);
  const leaving = new AbortController();
  const events = await fetch(`${console.url}/api/events`, {
    headers: { Cookie: await console.server.console.issueCookie() },
    signal: leaving.signal,
  });
  await writeFile(join(dataDir, "buckets/frames/theirs"), "x");
  const decoder = new TextDecoder();
  let heard = "";
  for await (const chunk of events.body ?? []) {
    heard += decoder.decode(chunk as Uint8Array, { stream: true });
    if (!/"bucket":"frames"/.test(heard)) continue;
    if ((await total()) === 2) break;
    heard = "";
  }
  leaving.abort();
  expect(await total()).toBe(2);
});
