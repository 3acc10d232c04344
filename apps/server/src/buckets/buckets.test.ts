import { rm, symlink } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { startConsole } from "../testing/start-console.ts";

test("a bucket that holds what is no object is not emptied, and says what it is", async () => {
  await using oscar = await startConsole();
  const { client } = oscar;
  await oscar.save({ name: "f" });
  await oscar.put("f-in", "precious", "data");
  await oscar.expectStates("f", ["succeeded"]);
  const link = path.join(oscar.dataDir, "buckets/f-in/link");
  await symlink("/etc", link);
  const refusal = {
    code: "bucket_not_empty",
    message: expect.stringMatching(/Nothing was deleted.*f-in holds link/),
  };
  const params = { name: "f" };
  await expect(
    client.deleteFunction({ params, query: { buckets: "delete" } }),
  ).rejects.toMatchObject(refusal);
  expect(await client.getFunction({ params })).toMatchObject({ name: "f" });
  await client.deleteFunction({ params, query: {} });
  const bucket = { bucket: "f-in" };
  const contents = { contents: "delete" } as const;
  await expect(
    client.deleteBucket({ params: bucket, query: contents }),
  ).rejects.toMatchObject(refusal);
  expect(await oscar.text("f-in", "precious")).toBe("data");
  await rm(link);
  await client.deleteBucket({ params: bucket, query: contents });
  const { buckets } = await client.listBuckets();
  expect(buckets.map(({ name }) => name)).toEqual(["f-out"]);
});

test("a bucket that is deleted while a function is saved that uses it is there, or is not in use", async () => {
  await using oscar = await startConsole();
  const { client } = oscar;
  for (let round = 0; round < 30; round++) {
    const name = `bucket-${round}`;
    await client.createBucket({ body: { name } });
    const [deleted] = await Promise.allSettled([
      client.deleteBucket({ params: { bucket: name }, query: {} }),
      oscar.save({
        name: `f${round}`,
        inputs: [{ bucket: "all-in" }],
        outputs: [{ bucket: name }],
      }),
    ]);
    if (deleted.status === "rejected")
      expect(deleted.reason).toMatchObject({ code: "bucket_in_use" });
    const params = { name: `f${round}` };
    const saved = await client.getFunction({ params });
    expect(saved.problems, "after the two of them").toEqual([]);
  }
}, 30_000);

test("a bucket that a function began to use while it was emptied stays, and says whose it is", async () => {
  await using oscar = await startConsole();
  const { client } = oscar;
  const params = { bucket: "shared" };
  await client.createBucket({ body: { name: "shared" } });
  const keys = Array.from({ length: 100 }, (_none, at) => `object ${at}`);
  await Promise.all(keys.map((key) => oscar.put("shared", key, "x")));
  const inUse = {
    code: "bucket_in_use",
    message: expect.stringContaining("used by late") as string,
  };
  const [deleted] = await Promise.allSettled([
    client.deleteBucket({ params, query: { contents: "delete" } }),
    oscar.save({ name: "late", outputs: [{ bucket: "shared" }] }),
  ]);
  expect(deleted).toMatchObject({ status: "rejected", reason: inUse });
  const again = client.deleteBucket({ params, query: {} });
  await expect(again).rejects.toMatchObject(inUse);
  const saved = await client.getFunction({ params: { name: "late" } });
  expect(saved.problems).toEqual([]);
});
