import { writeFile } from "node:fs/promises";
import path from "node:path";
import type { Client } from "@oscar/contracts";
import { expect, test, vi } from "vitest";
import { COPY, GATED, startConsole } from "../testing/start-console.ts";

test("a script that fails publishes nothing and says its exit code", async () => {
  await using oscar = await startConsole();
  await oscar.save({
    name: "bad",
    script: `echo half > "$TMP_OUTPUT_DIR/half"; echo why it failed >&2; exit 3`,
  });
  await oscar.put("bad-in", "a", "a");
  const [job] = await oscar.expectStates("bad", ["failed"]);
  expect(job).toMatchObject({
    reason: "exit_code",
    exitCode: 3,
    message: expect.stringContaining("3"),
  });
  expect(await oscar.keys("bad-out")).toEqual([]);
  const params = { id: job?.id ?? "" };
  const log = await oscar.client.getJobLog({ params, query: {} });
  expect(await log.text()).toContain("why it failed");
});

test("a failed job is tried again as often as its function says, and then by hand", async () => {
  await using oscar = await startConsole();
  const script = `[ "$OSCAR_ATTEMPT" -ge 3 ] || exit 1; ${COPY}`;
  await oscar.save({ name: "third", script, retries: 1 });
  await oscar.put("third-in", "a", "a");
  const [job] = await oscar.expectStates("third", ["failed"]);
  expect(job?.attempt).toBe(2);
  await oscar.client.retryJob({ params: { id: job?.id ?? "" } });
  const [again] = await oscar.expectStates("third", ["succeeded"]);
  expect(again?.attempt).toBe(3);
  const { attempts } = await oscar.client.getJob({
    params: { id: job?.id ?? "" },
  });
  expect(attempts.map((each) => each.state)).toEqual([
    "failed",
    "failed",
    "succeeded",
  ]);
});

test("a running job can be cancelled; nothing of it is published", async () => {
  await using oscar = await startConsole();
  await oscar.save({
    name: "endless",
    script: `echo x > "$TMP_OUTPUT_DIR/x"; exec sleep 600`,
  });
  await oscar.put("endless-in", "a", "a");
  const [job] = await oscar.expectStates("endless", ["running"]);
  const params = { id: job?.id ?? "" };
  await oscar.client.cancelJob({ params });
  const [ended] = await oscar.expectStates("endless", ["cancelled"]);
  expect(ended).toMatchObject({ reason: "user" });
  expect(await oscar.keys("endless-out")).toEqual([]);
  await expect(oscar.client.cancelJob({ params })).rejects.toMatchObject({
    code: "job_state_conflict",
  });
});

test("equal names from two folders keep their results apart", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "copy", script: COPY });
  await oscar.put("copy-in", "day1/0001.jpg", "one");
  await oscar.put("copy-in", "day2/0001.jpg", "two");
  await oscar.expectStates("copy", ["succeeded", "succeeded"]);
  expect(await oscar.text("copy-out", "day1/0001.jpg")).toBe("one");
  expect(await oscar.text("copy-out", "day2/0001.jpg")).toBe("two");
});

test("a result that replaces another input's says so", async () => {
  await using oscar = await startConsole({ maxJobs: 1 });
  await oscar.save({ name: "same", script: `echo r > "$TMP_OUTPUT_DIR/r"` });
  await oscar.put("same-in", "a", "a");
  await oscar.expectStates("same", ["succeeded"]);
  await oscar.put("same-in", "b", "b");
  const [second, first] = await oscar.expectStates("same", [
    "succeeded",
    "succeeded",
  ]);
  expect(first?.message).toBeUndefined();
  expect(second?.message).toContain("same-out/r");
  expect(second?.message).toContain("same-in/a");
});

test("a job whose output bucket is gone fails in words, and the bucket is not made again", async () => {
  await using oscar = await startConsole();
  const gate = path.join(oscar.dataDir, "gate");
  const environment = { GATE: gate, OUTPUT_BUCKET: "gone" };
  await oscar.save({ name: "gated", script: GATED, environment });
  await oscar.put("gated-in", "a", "a");
  await oscar.expectStates("gated", ["running"]);
  const { definition } = await storedFunction(oscar);
  await oscar.client.updateFunction({
    params: { name: "gated" },
    body: { ...definition, environment: { GATE: gate }, generation: 1 },
  });
  await oscar.client.deleteBucket({ params: { bucket: "gone" }, query: {} });
  await writeFile(gate, "");
  const [job] = await oscar.expectStates("gated", ["failed"]);
  expect(job).toMatchObject({
    reason: "output_failed",
    message: expect.stringContaining("gone"),
  });
  const { buckets } = await oscar.client.listBuckets();
  expect(buckets.map((bucket) => bucket.name)).not.toContain("gone");
});

async function storedFunction(oscar: { client: Client }) {
  const { name, image, script } = await oscar.client.getFunction({
    params: { name: "gated" },
  });
  return { definition: { name, image, script } };
}

test("an edit makes a new generation, and each attempt says which it ran", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "edited", script: "exit 1" });
  await oscar.put("edited-in", "a", "a");
  const [job] = await oscar.expectStates("edited", ["failed"]);
  await oscar.client.updateFunction({
    params: { name: "edited" },
    body: { name: "edited", image: "none", script: COPY, generation: 1 },
  });
  await oscar.client.retryFailed({ params: { name: "edited" } });
  await oscar.expectStates("edited", ["succeeded"]);
  const { attempts } = await oscar.client.getJob({
    params: { id: job?.id ?? "" },
  });
  expect(attempts.map((each) => each.generation)).toEqual([1, 2]);
});

test("a function with many queued jobs does not keep another one waiting", async () => {
  await using oscar = await startConsole({ maxJobs: 1 });
  await oscar.save({ name: "many", script: COPY });
  await oscar.save({ name: "few", script: COPY });
  const gate = path.join(oscar.dataDir, "gate");
  await oscar.save({
    name: "gated",
    script: GATED,
    environment: { GATE: gate },
  });
  await oscar.put("gated-in", "blocks the only slot", "");
  await oscar.expectStates("gated", ["running"]);
  for (let index = 0; index < 30; index++)
    await oscar.put("many-in", `m${index}`, "");
  await oscar.put("few-in", "f", "");
  await writeFile(gate, "");
  await oscar.expectStates("few", ["succeeded"]);
  const many = await oscar.jobs("many");
  const [few] = await oscar.jobs("few");
  const earlier = many.filter(
    (job) => job.startedAt && job.startedAt < (few?.startedAt ?? ""),
  );
  expect(earlier.length).toBeLessThanOrEqual(2);
  await vi.waitFor(
    async () =>
      expect(
        (await oscar.jobs("many")).every((job) => job.state === "succeeded"),
      ).toBe(true),
    { timeout: 30_000 },
  );
}, 60_000);
