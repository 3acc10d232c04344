import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { LiveEvent } from "@oscar/contracts";
import { describe, expect, test, vi } from "vitest";
import { type Frame, framesOf } from "../testing/event-frames.ts";
import { startConsole, type TestConsole } from "../testing/start-console.ts";

const LIMIT_MS = 20_000;
const WAIT = `wait_for() { until [ -e "$GATES/$1" ]; do sleep 0.02; done; }`;

/** A function whose script goes on where a test opens a gate, and its first job. */
async function startJob(
  console: TestConsole,
  script: string,
  more: { retries?: number; timeoutSeconds?: number } = {},
) {
  await console.save({
    name: "writer",
    environment: { GATES: console.dataDir },
    script: `${WAIT}\n${script}`,
    ...more,
  });
  await console.put("writer-in", "a.txt", "x");
  const [job] = await console.jobs("writer");
  if (!job) throw new Error("The object became no job");
  return {
    id: job.id,
    open: (gate: string) => writeFile(join(console.dataDir, gate), ""),
  };
}

async function open(
  console: TestConsole,
  path: string,
  headers: Record<string, string> = {},
) {
  const Cookie = await console.server.console.issueCookie();
  const response = await fetch(console.url + path, {
    headers: { Cookie, Origin: console.url, ...headers },
    signal: AbortSignal.timeout(LIMIT_MS),
  });
  expect(response.status, `GET ${path}`).toBe(200);
  expect(response.headers.get("Content-Type")).toContain("text/event-stream");
  return framesOf(response);
}

function follow(console: TestConsole, id: string, lastEventId?: string) {
  const headers = lastEventId ? { "Last-Event-ID": lastEventId } : undefined;
  return open(console, `/api/jobs/${id}/log?follow=1`, headers);
}

/** The next frame that carries something. */
async function nextOf(frames: AsyncGenerator<Frame>): Promise<Frame> {
  for (;;) {
    const { value, done } = await frames.next();
    if (done) throw new Error("The stream has ended");
    if (value.data !== undefined) return value;
  }
}

async function allOf(frames: AsyncIterable<Frame>): Promise<Frame[]> {
  const all: Frame[] = [];
  for await (const frame of frames)
    if (frame.data !== undefined) all.push(frame);
  return all;
}

const textOf = (frames: Frame[]) =>
  frames
    .filter(({ name }) => name === undefined)
    .map(({ data }) => `${data}\n`)
    .join("");

describe("a log that is followed", () => {
  test("comes line by line while the job runs, and ends with it", async () => {
    await using console = await startConsole();
    const { id, open: openGate } = await startJob(
      console,
      `echo one; wait_for a; printf 'tw'; wait_for b; echo o; wait_for c; printf 'dr\\303\\251i'`,
    );
    const frames = await follow(console, id);
    expect(await nextOf(frames)).toMatchObject({ data: "one", id: "1.4" });
    await openGate("a");
    await openGate("b");
    expect(await nextOf(frames)).toMatchObject({ data: "two", id: "1.8" });
    await openGate("c");
    expect(await nextOf(frames)).toMatchObject({ data: "dréi", id: "1.13" });
    const end = await nextOf(frames);
    expect(end).toMatchObject({ name: "end", id: "1.13" });
    expect(JSON.parse(end.data ?? "")).toMatchObject({
      state: "succeeded",
      attempt: 1,
      exitCode: 0,
    });
    expect((await frames.next()).done).toBe(true);
  });

  test("is resumed after a cut, without loss or doubles", async () => {
    await using console = await startConsole();
    const { id, open: openGate } = await startJob(
      console,
      `seq 1 20000; wait_for a; seq 20001 40000`,
    );
    const first = await follow(console, id);
    const begin = [await nextOf(first), await nextOf(first)];
    await first.return(undefined);
    await openGate("a");
    const rest = await allOf(await follow(console, id, begin.at(-1)?.id));
    const expected = Array.from({ length: 40_000 }, (_, i) => `${i + 1}\n`);
    expect(textOf([...begin, ...rest])).toBe(expected.join(""));
  });

  test("goes on with the next attempt, and says so", async () => {
    await using console = await startConsole();
    const { id } = await startJob(
      console,
      `echo "try $OSCAR_ATTEMPT"; exit 7`,
      { retries: 1 },
    );
    const all = await allOf(
      await open(console, `/api/jobs/${id}/log?follow=1`, {
        "Last-Event-ID": "1.0",
      }),
    );
    const shown = all.map(({ name = "lines", data = "" }) =>
      name === "end" ? `end ${JSON.parse(data).exitCode}` : `${name} ${data}`,
    );
    expect(shown).toEqual([
      expect.stringMatching(/^lines try 1\n?/),
      ...all.slice(1, -3).map(() => expect.stringMatching(/exit code 7/)),
      "attempt 2",
      expect.stringMatching(/^lines try 2/),
      "end 7",
    ]);
  });

  test("of one attempt ends with that attempt", async () => {
    await using console = await startConsole();
    const { id } = await startJob(
      console,
      `echo "try $OSCAR_ATTEMPT"; exit 7`,
      { retries: 1 },
    );
    await console.expectStates("writer", ["failed"]);
    const all = await allOf(
      await open(console, `/api/jobs/${id}/log?follow=1&attempt=1`),
    );
    expect(textOf(all)).toMatch(/^try 1\n/);
    expect(textOf(all)).not.toContain("try 2");
    expect(all.at(-1)).toMatchObject({ name: "end" });
    expect(JSON.parse(all.at(-1)?.data ?? "").attempt).toBe(1);
  });

  test("of a job that waits for its turn begins when that begins", async () => {
    await using console = await startConsole({ maxJobs: 1 });
    const { open: openGate } = await startJob(console, "wait_for a; echo run");
    await console.put("writer-in", "b.txt", "x");
    const waiting = (await console.jobs("writer")).find(
      (job) => job.state === "queued",
    );
    expect(waiting?.attempt).toBe(0);
    const frames = await follow(console, waiting?.id ?? "");
    await openGate("a");
    expect(await nextOf(frames)).toMatchObject({ data: "run", id: "1.4" });
  });

  test("ends when the server stops", async () => {
    const console = await startConsole();
    const { id } = await startJob(console, "echo one; wait_for never", {
      timeoutSeconds: 20,
    });
    const frames = await follow(console, id);
    await nextOf(frames);
    const ended = allOf(frames);
    console.server.console.beginStop();
    expect(await ended).toEqual([]);
    await console.client.cancelJob({ params: { id } });
    await console[Symbol.asyncDispose]();
  });

  test("of no job is an error, not a stream", async () => {
    await using console = await startConsole();
    const log = console.client.getJobLog({
      params: { id: "none" },
      query: { follow: "1" },
    });
    await expect(log).rejects.toMatchObject({ code: "job_not_found" });
  });
});

test("the growth of a log that somebody reads is told on the event stream, and of no other", async () => {
  await using console = await startConsole();
  const { id, open: openGate } = await startJob(
    console,
    "echo one; wait_for a; echo two; wait_for b; echo three; wait_for c; echo four",
  );
  const frames = await open(console, "/api/events");
  await frames.next();
  const growth = async () => {
    for (;;) {
      const { data = "{}" } = await nextOf(frames);
      const event = JSON.parse(data) as LiveEvent;
      if (event.type === "log" || event.type === "bucket") return event;
    }
  };
  await openGate("a");
  const file = join(console.dataDir, "logs", id, "1.log");
  await vi.waitFor(async () =>
    expect(await readFile(file, "utf8")).toContain("two"),
  );
  // Nobody has read it: what comes next is of something else.
  await console.put("writer-in", "untouched/b.txt", "x");
  expect((await growth()).type).toBe("bucket");
  const read = async (from: number) => {
    const query = { attempt: 1, from };
    const log = await console.client.getJobLog({ params: { id }, query });
    return { text: await log.text(), next: Number(log.headers.get("X-Next")) };
  };
  const begin = await read(0);
  await openGate("b");
  let event = await growth();
  while (event.type !== "log") event = await growth();
  expect(event).toMatchObject({ jobId: id, attempt: 1 });
  expect(event.bytes).toBeGreaterThan(begin.next);
  expect(begin.text + (await read(begin.next)).text).toBe("one\ntwo\nthree\n");
  await openGate("c");
  await console.expectStates("writer", ["succeeded", "succeeded"]);
});

test("a log is downloaded whole, however long it is", async () => {
  await using console = await startConsole();
  const { id } = await startJob(console, "seq 1 300000");
  await console.expectStates("writer", ["succeeded"]);
  const query = { download: "1" } as const;
  const log = await console.client.getJobLog({ params: { id }, query });
  const lines = Array.from({ length: 300_000 }, (_, i) => `${i + 1}\n`);
  expect(await log.text()).toBe(lines.join(""));
  expect(log.headers.get("Content-Disposition")).toBe(
    `attachment; filename=writer-${id}-1.log`,
  );
  const part = await console.client.getJobLog({
    params: { id },
    query: { from: 4 },
  });
  expect(part.headers.get("X-Size")).toBe(log.headers.get("Content-Length"));
});
