import { expect, test } from "vitest";
import { COPY, startConsole } from "../testing/start-console.ts";

const params = { name: "f" };

test("a function that is read can be put back as it is, and keeps its secrets", async () => {
  await using oscar = await startConsole();
  const { client } = oscar;
  await oscar.save({
    name: "f",
    script: `printf %s "$TOKEN" > "$TMP_OUTPUT_DIR/token"`,
    environment: { OUTPUT_BUCKET: "results" },
    secrets: { TOKEN: "s3cret" },
    registryAuth: { server: "r", username: "u", password: "hidden" },
    limits: { memory: "1Gi" },
    concurrency: 1,
    retries: 1,
  });
  const read = await client.getFunction({ params });
  const saved = await client.updateFunction({ params, body: read });
  const { generation, updatedAt, ...rest } = read;
  expect(saved).toMatchObject({ ...rest, generation: generation + 1 });
  expect(saved.updatedAt >= updatedAt).toBe(true);
  await oscar.put("f-in", "a", "a");
  await oscar.expectStates("f", ["succeeded"]);
  expect(await oscar.text("results", "token")).toBe("s3cret");
});

test("what was put back still follows its OUTPUT_BUCKET, and its copy has buckets of its own", async () => {
  await using oscar = await startConsole();
  const { client } = oscar;
  await oscar.save({ name: "f", script: COPY });
  const read = await client.getFunction({ params });
  const environment = { OUTPUT_BUCKET: "elsewhere" };
  await client.updateFunction({ params, body: { ...read, environment } });
  expect(await client.getFunction({ params })).toMatchObject({
    outputs: [{ bucket: "elsewhere" }],
  });
  const body = { from: "f", name: "g" };
  expect(await client.createFunction({ body })).toMatchObject({
    inputs: [{ bucket: "g-in" }],
  });
});

test("inputs and outputs that were chosen stay chosen", async () => {
  await using oscar = await startConsole();
  const { client } = oscar;
  const inputs = [{ bucket: "f-in" }];
  const outputs = [{ bucket: "chosen" }];
  await oscar.save({ name: "f", inputs, outputs });
  const read = await client.getFunction({ params });
  const environment = { OUTPUT_BUCKET: "elsewhere" };
  await client.updateFunction({ params, body: { ...read, environment } });
  const body = { from: "f", name: "g" };
  expect(await client.createFunction({ body })).toMatchObject({
    inputs,
    outputs,
  });
});

test("a field that no function has is refused, not ignored", async () => {
  await using oscar = await startConsole();
  await oscar.save({ name: "f" });
  const read = await oscar.client.getFunction({ params });
  const body = { ...read, timeoutSecond: 5 };
  await expect(
    oscar.client.updateFunction({ params, body }),
  ).rejects.toMatchObject({
    code: "invalid_request",
    message: expect.stringContaining("timeoutSecond") as string,
  });
});
