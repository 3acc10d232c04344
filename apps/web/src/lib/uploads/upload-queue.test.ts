import { AppError, type ErrorCode } from "@oscar/contracts";
import { expect, test, vi } from "vitest";
import { UploadQueue } from "./upload-queue.ts";
import type { BatchReport, PutRequest, UploadSource } from "./upload-types.ts";

interface Put extends PutRequest {
  succeed: () => void;
  fail: (code: ErrorCode) => void;
}

/** A queue whose transfers end when the test says so. */
function testQueue() {
  const puts: Put[] = [];
  const pauses: number[] = [];
  const reports: BatchReport[] = [];
  let sessionEnds = 0;
  const queue = new UploadQueue({
    withSlot: (work) => work(),
    put: (request) =>
      new Promise((resolve, reject) => {
        request.signal.addEventListener("abort", () => reject(new Error("x")));
        puts.push({
          ...request,
          succeed: resolve,
          fail: (code) => reject(new AppError(code, `It is ${code}.`)),
        });
      }),
    pause: async (ms) => void pauses.push(ms),
    nowMs: () => 0,
    random: () => 1,
    onChange: () => undefined,
    onReport: (report) => reports.push(report),
    onSessionEnd: () => sessionEnds++,
  });
  const started = (count: number) =>
    vi.waitFor(
      () => {
        const put = puts[count - 1];
        if (!put) throw new Error(`${puts.length} of ${count} began`);
        return put;
      },
      { interval: 1 },
    );
  const counted = (
    counts: Partial<ReturnType<typeof queue.snapshot>["counts"]>,
  ) => vi.waitFor(() => expect(queue.snapshot().counts).toMatchObject(counts));
  return {
    queue,
    puts,
    pauses,
    reports,
    started,
    counted,
    sessionEnds: () => sessionEnds,
  };
}

function files(...keys: string[]): UploadSource[] {
  return keys.map((key) => ({ key, size: 10, open: () => new Blob(["x"]) }));
}

function* endlessly(): Generator<UploadSource> {
  for (let number = 0; ; number++) yield* files(`f${number}`);
}

test("at most three files are on their way, in the order given", async () => {
  const { queue, puts, started, counted } = testQueue();
  await queue.add("in", files("a", "b", "c", "d", "e"));
  await started(3);
  await counted({ active: 3, waiting: 2, total: 5 });
  puts[1]?.succeed();
  await started(4);
  expect(puts.map(({ key }) => key)).toEqual(["a", "b", "c", "d"]);
});

test("files are sent while the rest of the folder is still being read", async () => {
  const { queue, puts, started, counted } = testQueue();
  const { promise: more, resolve: findMore } = Promise.withResolvers<void>();
  async function* slowly() {
    yield* files("a", "b", "c");
    await more;
    yield* files("d");
  }
  void queue.add("in", slowly());
  await started(3);
  expect(queue.snapshot().isReading).toBe(true);
  for (const put of puts) put.succeed();
  await counted({ done: 3, active: 0 });
  expect(queue.isBusy).toBe(true);
  findMore();
  await started(4);
});

test("of many files only the active ones and the last are kept as rows", async () => {
  const { queue, puts, started, counted } = testQueue();
  const many = Array.from({ length: 500 }, (_, index) => `f${index}`);
  await queue.add("in", files(...many));
  for (let index = 0; index < many.length; index++) {
    await started(index + 1);
    puts[index]?.succeed();
  }
  await counted({ done: 500, active: 0, waiting: 0 });
  const { recent, active, attention } = queue.snapshot();
  expect([recent.length, active.length, attention.length]).toEqual([3, 0, 0]);
  expect(queue.isBusy).toBe(false);
});

test("a server that cannot be reached is tried again with growing pauses, then given up", async () => {
  const { queue, puts, pauses, started, counted } = testQueue();
  await queue.add("in", files("a"));
  for (let tries = 1; tries <= 5; tries++) {
    await started(tries);
    puts[tries - 1]?.fail("unavailable");
  }
  await counted({ failed: 1, active: 0 });
  expect(pauses).toEqual([1600, 3200, 6400, 12_800]);
  queue.retryAll();
  (await started(6)).succeed();
  await counted({ failed: 0, done: 1 });
  expect(queue.snapshot()).toMatchObject({ totalBytes: 10, sentBytes: 10 });
});

test("what the server refuses is not tried again, and does not stop the others", async () => {
  const { queue, puts, pauses, started, counted } = testQueue();
  await queue.add("in", files("a", "b"));
  await started(2);
  puts[0]?.fail("key_conflict");
  puts[1]?.succeed();
  await counted({ failed: 1, done: 1 });
  expect(pauses).toEqual([]);
  const [failed] = queue.snapshot().attention;
  expect(failed).toMatchObject({ key: "a", state: "failed" });
  expect(failed?.error).toMatchObject({ message: "It is key_conflict." });
});

test("a key that is there already is asked about; replacing sends it anew", async () => {
  const { queue, puts, started, counted } = testQueue();
  await queue.add("in", files("a"));
  (await started(1)).fail("precondition_failed");
  await counted({ exists: 1, active: 0 });
  expect(puts[0]?.canReplace).toBe(false);
  queue.answer(queue.snapshot().attention[0]?.id ?? 0, "replace");
  const again = await started(2);
  expect(again.canReplace).toBe(true);
  again.succeed();
  await counted({ exists: 0, done: 1, total: 1 });
});

test("an answer for all counts for the files that come later, too", async () => {
  const { queue, puts, started, counted } = testQueue();
  await queue.add("in", files("a", "b", "c", "d"));
  await started(3);
  puts[0]?.fail("precondition_failed");
  await counted({ exists: 1 });
  queue.answerAll("skip");
  await counted({ exists: 0, skipped: 1 });
  puts[1]?.fail("precondition_failed");
  await counted({ exists: 0, skipped: 2 });
  await started(4);
  queue.answerAll("replace");
  puts[3]?.fail("precondition_failed");
  const again = await started(5);
  expect(again).toMatchObject({ key: "d", canReplace: true });
});

test("a full store stops the queue, which goes on where it stopped", async () => {
  const { queue, puts, started, counted } = testQueue();
  await queue.add("in", files("a", "b", "c", "d", "e"));
  await started(3);
  puts[0]?.fail("storage_full");
  await counted({ active: 2, waiting: 3, failed: 0 });
  expect(queue.snapshot().stop).toMatchObject({ kind: "error" });
  puts[1]?.succeed();
  await counted({ active: 1, done: 1 });
  expect(puts).toHaveLength(3);
  queue.resume();
  await started(5);
  expect(puts.slice(3).map(({ key }) => key)).toEqual(["a", "d"]);
});

test("an expired session stops the queue once, and loses nothing", async () => {
  const { queue, puts, started, counted, sessionEnds } = testQueue();
  await queue.add("in", files("a", "b", "c"));
  await started(3);
  for (const put of puts) put.fail("unauthenticated");
  await counted({ active: 0, waiting: 3 });
  expect(sessionEnds()).toBe(1);
  expect(queue.snapshot().stop).toEqual({ kind: "session" });
  queue.resume();
  await started(6);
});

test("cancelling one leaves the others; cancelling all leaves none", async () => {
  const { queue, puts, started, counted } = testQueue();
  await queue.add("in", files("a", "b", "c", "d", "e"));
  await started(3);
  queue.cancel(queue.snapshot().active[0]?.id ?? 0);
  await started(4);
  expect(puts[0]?.signal.aborted).toBe(true);
  await counted({ total: 4, failed: 0 });
  queue.cancelAll();
  await counted({ total: 0, active: 0, waiting: 0 });
  expect(queue.snapshot()).toMatchObject({ totalBytes: 0, sentBytes: 0 });
  expect(queue.isBusy).toBe(false);
});

test("a folder without end stops being read when all is cancelled", async () => {
  const { queue, started } = testQueue();
  const added = queue.add("in", endlessly());
  await started(3);
  queue.cancelAll();
  await added;
  expect(queue.isBusy).toBe(false);
});

test("a few files are told of one by one, many once at the end", async () => {
  const few = testQueue();
  await few.queue.add("in", files("a", "b"));
  await few.started(2);
  few.puts[0]?.succeed();
  await few.counted({ done: 1 });
  few.puts[1]?.succeed();
  await few.counted({ done: 2 });
  expect(few.reports.map(({ keys }) => keys)).toEqual([["a"], ["b"]]);

  const many = testQueue();
  await many.queue.add("in", files("a", "b", "c", "d"));
  for (let index = 0; index < 4; index++) {
    await many.started(index + 1);
    many.puts[index]?.succeed();
  }
  await many.counted({ done: 4 });
  expect(many.reports).toMatchObject([{ bucket: "in", done: 4, failed: 0 }]);
});

test("bytes tell how far it is; a file that failed has no part in them", async () => {
  const { queue, puts, started, counted } = testQueue();
  await queue.add("in", files("a", "b"));
  await started(2);
  puts[0]?.onProgress(4);
  expect(queue.snapshot()).toMatchObject({ totalBytes: 20, sentBytes: 4 });
  puts[0]?.fail("key_conflict");
  await counted({ failed: 1 });
  expect(queue.snapshot()).toMatchObject({ totalBytes: 10, sentBytes: 0 });
});
