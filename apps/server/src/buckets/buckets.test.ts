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
