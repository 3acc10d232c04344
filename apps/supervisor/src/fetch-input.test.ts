import { randomBytes } from "node:crypto";
import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { SupervisorConfig } from "./config.ts";
import {
  type Bench,
  type Desk,
  endOf,
  openBench,
  times,
} from "./desk.fixture.ts";
import { fetchInput } from "./fetch-input.ts";

let bench: Bench;
let desk: Desk;
let config: SupervisorConfig;
beforeEach(async () => {
  bench = await openBench();
  ({ desk, config } = bench);
  return () => bench[Symbol.asyncDispose]();
});

describe("fetching the input", () => {
  const fetching = () => fetchInput(config, bench.parts());
  const fetched = () => readFile(config.inputFile);

  it("makes folders and a file that every user may change", async () => {
    await fetching();
    expect((await fetched()).toString()).toBe("input");
    for (const folder of ["in", "out", "work", "tmp"])
      expect((await stat(join(config.scratchDir, folder))).mode & 0o777).toBe(
        0o777,
      );
    expect((await stat(config.inputFile)).mode & 0o777).toBe(0o666);
  });

  it("goes on where the connection broke, again and again", async () => {
    desk.input = randomBytes(3_000_000);
    const asked: (string | undefined)[] = [];
    let breaks = 3;
    desk.fault = (name, request, response) => {
      if (name !== "store") return false;
      asked.push(request.headers.range);
      if (breaks-- <= 0) return false;
      desk.send(request, response, 800_000);
      return true;
    };
    await fetching();
    expect((await fetched()).equals(desk.input)).toBe(true);
    expect(asked).toHaveLength(4);
    expect(asked.slice(1).every((range) => range !== undefined)).toBe(true);
  });

  it("begins anew where the store knows no ranges", async () => {
    desk.input = randomBytes(100_000);
    let count = 0;
    desk.fault = (name, request, response) => {
      if (name !== "store") return false;
      delete request.headers.range;
      if (count++ > 0) return false;
      desk.send(request, response, 50_000);
      return true;
    };
    await fetching();
    expect((await fetched()).equals(desk.input)).toBe(true);
  });

  it("outlives a server and a store that are away, and URLs that are too old", async () => {
    const left = times(desk, { count: 2, of: "input" }, (_, response) =>
      response.writeHead(503).end(),
    );
    await fetching();
    expect(left()).toBeLessThan(0);
    times(desk, { count: 2, of: "store" }, (_, response) =>
      response.writeHead(403).end("<Code>AccessDenied</Code>"),
    );
    await fetching();
    times(desk, { count: 1, of: "store" }, (_, response) => response.destroy());
    await fetching();
    expect((await fetched()).toString()).toBe("input");
  });

  it.each([
    [412, "superseded"],
    [404, "input_deleted"],
  ])("ends where the store answers %i", async (status, reason) => {
    times(desk, { count: 1, of: "store" }, (_, response) =>
      response.writeHead(status).end(),
    );
    expect(await endOf(fetching())).toEqual({ outcome: "stale", reason });
  });

  it("is lost where the server does not know the attempt any more", async () => {
    const problem = {
      code: "job_state_conflict",
      message: "ended",
      requestId: "x",
    };
    times(desk, { count: 1, of: "input" }, (_, response) =>
      response.writeHead(409).end(JSON.stringify(problem)),
    );
    expect(await endOf(fetching())).toMatchObject({ reason: "lost" });
  });

  it("waits only as long as it may", async () => {
    config.waitMs = 300;
    desk.fault = (_name, _request, response) =>
      response.writeHead(502).end() && true;
    expect(await endOf(fetching())).toMatchObject({
      reason: "lost",
      message: expect.stringContaining("in vain") as string,
    });
  });
});
