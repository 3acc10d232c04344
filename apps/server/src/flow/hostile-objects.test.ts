import { writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { COPY, GATED, startConsole } from "../testing/start-console.ts";

const KEYS = [
  "$(touch injected)",
  "; touch injected",
  "`touch injected`",
  "-rf",
  "--help",
  "a b  c",
  "line\nbreak",
  "'single' \"double\" \\ back",
  "\u00e9 NFC",
  "e\u0301 NFD",
  "😀/🎉.jpg",
  "%2F%2e%2e",
  "~root",
  "* ? [x]",
  "__proto__",
  `${"segment/".repeat(120)}name`,
];

test("objects of any name reach their script and come out under that name, and nothing runs", async () => {
  await using oscar = await startConsole({ maxJobs: 4 });
  const script = `${COPY}
printf %s "$STORAGE_OBJECT_KEY" > "$TMP_OUTPUT_DIR/of $OSCAR_JOB_ID"
[ "$(ls -A)" = "" ]`;
  await oscar.save({
    name: "any",
    script,
    outputs: [{ bucket: "any-names", suffixes: ["-"] }, { bucket: "any-out" }],
  });
  for (const key of KEYS) await oscar.put("any-in", key, `content of ${key}`);
  const jobs = await oscar.expectStates(
    "any",
    KEYS.map(() => "succeeded" as const),
  );
  expect(jobs.map(({ input }) => input.key).sort()).toEqual(KEYS.toSorted());
  const results = new Set(await oscar.keys("any-out"));
  for (const { id, input } of jobs) {
    expect(results.has(input.key), input.key).toBe(true);
    expect(await oscar.text("any-out", input.key)).toBe(
      `content of ${input.key}`,
    );
    const folder = input.key.slice(0, input.key.lastIndexOf("/") + 1);
    expect(await oscar.text("any-out", `${folder}of ${id}`)).toBe(
      `any-in/${input.key}`,
    );
  }
}, 60_000);

test("an output whose key would be too long fails its job in words, and none is kept", async () => {
  await using oscar = await startConsole();
  await oscar.save({
    name: "long",
    script: `${COPY}; echo x > "$TMP_OUTPUT_DIR/a"`,
    outputs: [{ bucket: "long-out", prefix: "results/" }],
  });
  await oscar.put("long-in", `${"segment/".repeat(127)}12345678`, "x");
  const [job] = await oscar.expectStates("long", ["failed"]);
  expect(job).toMatchObject({
    reason: "output_failed",
    message: expect.stringMatching(/"12345678".*at most 1024 bytes/) as string,
  });
  expect(await oscar.keys("long-out")).toEqual([]);
});

test("outputs in sub-folders, with a line break in a name, and ten thousand of them", async () => {
  await using oscar = await startConsole();
  const script = `cd "$TMP_OUTPUT_DIR"; mkdir -p many "deep/er and
deeper"; echo x > "deep/er and
deeper/a
b"; ln -s /etc/passwd link; cd many
i=10000; while [ $i -lt 20000 ]; do : > $i; i=$((i+1)); done`;
  await oscar.save({ name: "many", script });
  await oscar.put("many-in", "a", "a");
  const [job] = await oscar.expectStates("many", ["succeeded"]);
  expect(job?.message).toContain("link is a symbolic link");
  expect(await oscar.text("many-out", "deep/er and\ndeeper/a\nb")).toBe("x\n");
  const usage = await oscar.client.getBucketUsage({
    params: { bucket: "many-out" },
  });
  expect(usage).toEqual({ objects: 10_001, bytes: 2 });
}, 120_000);

test("an input that is overwritten or deleted while its job runs: the job ends as it began", async () => {
  await using oscar = await startConsole({ maxJobs: 2 });
  const gate = path.join(oscar.dataDir, "gate");
  await oscar.save({
    name: "gated",
    script: GATED,
    environment: { GATE: gate },
  });
  await oscar.put("gated-in", "changed", "old");
  await oscar.put("gated-in", "deleted", "gone");
  await oscar.expectStates("gated", ["running", "running"]);
  await oscar.put("gated-in", "changed", "new!");
  await oscar.client.deleteObject({
    params: { bucket: "gated-in" },
    query: { key: "deleted" },
  });
  await writeFile(gate, "");
  const jobs = await oscar.expectStates("gated", [
    "succeeded",
    "succeeded",
    "succeeded",
  ]);
  expect(jobs.map(({ input }) => [input.key, input.size])).toEqual([
    ["changed", 4],
    ["deleted", 4],
    ["changed", 3],
  ]);
  expect(await oscar.text("gated-out", "deleted")).toBe("gone");
  expect(await oscar.text("gated-out", "changed")).toBe("new!");
});

test("two uploads of one key at once: the object is one of them, whole, and is run", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "copy", script: COPY });
  const contents = ["1".repeat(3_000_000), "2".repeat(2_000_000)];
  await Promise.all(contents.map((body) => oscar.put("copy-in", "key", body)));
  const stored = await oscar.text("copy-in", "key");
  expect(contents).toContain(stored);
  await oscar.server.console.flow.idle();
  const jobs = await oscar.jobs("copy");
  const ends = jobs.map(({ state, reason }) => reason ?? state);
  expect(ends).toContain("succeeded");
  expect(["succeeded", "superseded"]).toEqual(expect.arrayContaining(ends));
  expect((await oscar.text("copy-out", "key")) === stored).toBe(true);
});
