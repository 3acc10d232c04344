import { readdir } from "node:fs/promises";
import path from "node:path";
import { isAppError } from "@oscar/contracts";
import { expect, test, vi } from "vitest";
import { COPY, GATED, startConsole } from "../testing/start-console.ts";

test("saving makes every missing bucket and takes existing ones, in either order", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "second" });
  await oscar.save({
    name: "first",
    environment: { OUTPUT_BUCKET: "second-in" },
  });
  const { buckets } = await oscar.client.listBuckets();
  expect(buckets).toMatchObject([
    { name: "first-in", usedBy: [{ function: "first", as: "input" }] },
    {
      name: "second-in",
      usedBy: [
        { function: "first", as: "output" },
        { function: "second", as: "input" },
      ],
    },
    { name: "second-out", usedBy: [{ function: "second", as: "output" }] },
  ]);
});

test("two saves at once that together close a circle: one of them is refused", async () => {
  await using oscar = await startConsole();
  const saves = await Promise.allSettled([
    oscar.save({ name: "a", environment: { OUTPUT_BUCKET: "b-in" } }),
    oscar.save({ name: "b", environment: { OUTPUT_BUCKET: "a-in" } }),
  ]);
  const refused = saves.filter((save) => save.status === "rejected");
  expect(refused).toHaveLength(1);
  expect(isAppError(refused[0]?.reason, "function_circle")).toBe(true);
});

test("closing a circle of three by an edit is refused, and the function stays as it was", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "a", environment: { OUTPUT_BUCKET: "b-in" } });
  await oscar.save({ name: "b", environment: { OUTPUT_BUCKET: "c-in" } });
  await oscar.save({ name: "c" });
  const params = { name: "c" };
  const read = await oscar.client.getFunction({ params });
  const inputs = [...read.inputs, { bucket: "never-made" }];
  const environment = { OUTPUT_BUCKET: "a-in" };
  const body = { ...read, inputs, environment };
  await expect(
    oscar.client.updateFunction({ params, body }),
  ).rejects.toMatchObject({
    code: "function_circle",
    message: expect.stringMatching(/c writes into a-in.*b writes into c-in/),
  });
  expect(await oscar.client.getFunction({ params })).toMatchObject({
    generation: 1,
    environment: {},
  });
  const { buckets } = await oscar.client.listBuckets();
  expect(buckets.map(({ name }) => name)).not.toContain("never-made");
});

test("a second function of one name is refused, also at the same moment", async () => {
  await using oscar = await startConsole();
  const saves = await Promise.allSettled([
    oscar.save({ name: "f", script: "echo 1" }),
    oscar.save({ name: "f", script: "echo 2" }),
  ]);
  const refused = saves.filter((save) => save.status === "rejected");
  expect(refused).toHaveLength(1);
  const refusal = {
    code: "function_exists",
    message: expect.stringContaining("Choose another name") as string,
  };
  expect(refused[0]?.reason).toMatchObject(refusal);
  const inputs = [{ bucket: "never-made" }];
  await expect(oscar.save({ name: "f", inputs })).rejects.toMatchObject(
    refusal,
  );
  const { buckets } = await oscar.client.listBuckets();
  expect(buckets.map(({ name }) => name)).toEqual(["f-in", "f-out"]);
});

test("a secret is never shown, and a function that is read and saved again keeps it", async () => {
  await using oscar = await startConsole();
  await oscar.save({
    name: "keeper",
    script: `printf %s "$TOKEN" > "$TMP_OUTPUT_DIR/token"`,
    secrets: { TOKEN: "s3cret" },
  });
  const read = await oscar.client.getFunction({ params: { name: "keeper" } });
  expect(JSON.stringify(read)).not.toContain("s3cret");
  expect(read.secrets).toEqual({ TOKEN: null });
  const { name, image, script, secrets, generation } = read;
  await oscar.client.updateFunction({
    params: { name },
    body: { name, image, script, secrets, generation },
  });
  await oscar.put("keeper-in", "a", "a");
  await oscar.expectStates("keeper", ["succeeded"]);
  expect(await oscar.text("keeper-out", "token")).toBe("s3cret");
});

test("two edits of one generation: the second is told to load again", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "f" });
  const update = () =>
    oscar.client.updateFunction({
      params: { name: "f" },
      body: { name: "f", image: "none", script: "false", generation: 1 },
    });
  await update();
  await expect(update()).rejects.toMatchObject({ code: "generation_conflict" });
});

test("a copy has buckets and a life of its own", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "f", script: COPY, secrets: { A: "1" } });
  const body = { from: "f", name: "g" };
  expect(await oscar.client.createFunction({ body })).toMatchObject({
    name: "g",
    secrets: { A: null },
    inputs: [{ bucket: "g-in" }],
    outputs: [{ bucket: "g-out" }],
  });
});

test("deleting a function ends 50 jobs that run and those that are queued, and keeps its data", async () => {
  await using oscar = await startConsole({ maxJobs: 50 });
  const gate = path.join(oscar.dataDir, "never");
  await oscar.save({ name: "f", script: GATED, environment: { GATE: gate } });
  for (let index = 0; index < 60; index++)
    await oscar.put("f-in", `o${index}`, "x");
  const params = { name: "f" };
  await vi.waitFor(async () => {
    const { counts } = await oscar.client.getFunction({ params });
    expect(counts).toMatchObject({ running: 50, queued: 10 });
  }, 30_000);
  await oscar.client.deleteFunction({ params, query: {} });
  await expect(oscar.client.getFunction({ params })).rejects.toMatchObject({
    code: "function_not_found",
  });
  // On a busy machine the end of 50 processes takes longer than an answer may.
  await vi.waitFor(
    async () => expect(await oscar.jobs("f")).toEqual([]),
    30_000,
  );
  expect(await oscar.keys("f-in")).toHaveLength(60);
  expect(await readdir(path.join(oscar.dataDir, "scratch"))).toEqual([]);
  await oscar.save({ name: "f", inputs: [{ bucket: "other-in" }] });
  expect(await oscar.jobs("f"), "of its namesake").toEqual([]);
}, 60_000);

test("buckets go with their function only if asked for, counted, and used by no other", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "a", environment: { OUTPUT_BUCKET: "b-in" } });
  await oscar.save({ name: "b" });
  await oscar.put("a-in", "x", "x");
  const params = { name: "a" };
  const remove = (expected: number) =>
    oscar.client.deleteFunction({
      params,
      query: { buckets: "delete", expected },
    });
  await expect(remove(7)).rejects.toMatchObject({ code: "count_changed" });
  await remove(1);
  const { buckets } = await oscar.client.listBuckets();
  expect(buckets.map((bucket) => bucket.name)).toEqual(["b-in", "b-out"]);
});
