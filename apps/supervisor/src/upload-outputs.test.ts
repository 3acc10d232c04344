import { randomBytes } from "node:crypto";
import {
  chmod,
  mkdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import type { SupervisorConfig } from "./config.ts";
import {
  type Bench,
  type Desk,
  endOf,
  openBench,
  times,
} from "./desk.fixture.ts";
import { uploadOutputs } from "./upload-outputs.ts";

let bench: Bench;
let desk: Desk;
let config: SupervisorConfig;
beforeEach(async () => {
  bench = await openBench();
  ({ desk, config } = bench);
  return () => bench[Symbol.asyncDispose]();
});

describe("uploading the outputs", () => {
  let out: string;
  beforeEach(async () => {
    out = join(config.scratchDir, "out");
    await mkdir(join(out, "sub folder"), { recursive: true });
  });
  const uploading = () => uploadOutputs(config, bench.parts());

  it("sends every regular file in parts, and tells how many", async () => {
    await writeFile(join(out, "a"), "0123456789");
    await writeFile(join(out, "empty"), "");
    await writeFile(join(out, "sub folder/four"), "1234");
    await symlink("/etc/passwd", join(out, "link"));
    await uploading();
    expect(desk.outputs()).toEqual({
      a: "0123456789",
      empty: "",
      "sub folder/four": "1234",
    });
    expect(desk.reported).toEqual({
      uploads: 3,
      notes: ["link is a symbolic link and was not kept."],
    });
  });

  it("counts them right though several go at once", async () => {
    for (let n = 0; n < 60; n++)
      await writeFile(join(out, String(n)), String(n));
    await uploading();
    expect(Object.keys(desk.outputs())).toHaveLength(60);
    expect(desk.reported?.uploads).toBe(60);
  });

  it("sends a part again that broke off, with the right sum", async () => {
    desk.partSizeBytes = 1_000_000;
    await writeFile(
      join(out, "a"),
      randomBytes(2_500_000).toString("hex").slice(0, 2_500_000),
    );
    const left = times(desk, { count: 2, of: "store" }, (request) =>
      request.once("data", () => request.destroy()),
    );
    await uploading();
    expect(left()).toBeLessThanOrEqual(0);
    expect(desk.outputs()["a"]).toBe(
      (await readFile(join(out, "a"))).toString(),
    );
  });

  it("begins an upload anew that the store has forgotten", async () => {
    await writeFile(join(out, "a"), "0123456789");
    times(desk, { count: 1, of: "store" }, (request, response) => {
      request.resume();
      response.writeHead(404).end("<Error><Code>NoSuchUpload</Code></Error>");
    });
    await uploading();
    expect(desk.outputs()).toEqual({ a: "0123456789" });
    expect(desk.uploads.size).toBe(2);
    expect(desk.reported?.uploads).toBe(1);
  });

  it("takes a refusal for the answer though it comes before the end", async () => {
    desk.partSizeBytes = 50_000_000;
    await writeFile(join(out, "a"), Buffer.alloc(40_000_000));
    times(desk, { count: 1, of: "store" }, (_, response) => {
      response.writeHead(507, { Connection: "close" });
      response.end("<Error><Code>XMinioStorageFull</Code></Error>");
    });
    expect(await endOf(uploading())).toEqual({
      outcome: "failed",
      reason: "output_failed",
      message: 'The output "a" cannot be stored: the store is full.',
    });
  });

  it("fails in words where a key is refused", async () => {
    await writeFile(join(out, "a"), "x");
    const problem = {
      code: "key_conflict",
      message: "A folder has this name.",
      requestId: "x",
    };
    times(desk, { count: 1, of: "outputs" }, (_, response) =>
      response.writeHead(409).end(JSON.stringify(problem)),
    );
    expect(await endOf(uploading())).toEqual({
      outcome: "failed",
      reason: "output_failed",
      message:
        'The output "a" cannot become an object: A folder has this name.',
    });
    expect(desk.reported).toBeUndefined();
  });

  it("fails in words where the script put something else in the folder's place", async () => {
    await rm(out, { recursive: true });
    await symlink("/etc", out);
    expect(await endOf(uploading())).toMatchObject({
      reason: "output_failed",
      message: expect.stringContaining("TMP_OUTPUT_DIR") as string,
    });
  });

  it("says what it cannot read (root can)", async ({ skip }) => {
    if (process.getuid?.() === 0) skip();
    await writeFile(join(out, "a"), "x");
    await chmod(join(out, "a"), 0);
    onTestFinished(() => chmod(join(out, "a"), 0o600));
    expect(await endOf(uploading())).toMatchObject({ reason: "output_failed" });
  });

  it("reports until it is answered", async () => {
    const left = times(desk, { count: 2, of: "report" }, (_, response) =>
      response.writeHead(503).end(),
    );
    await uploading();
    expect(left()).toBeLessThan(0);
    expect(desk.reported).toEqual({ uploads: 0, notes: [] });
  });
});
