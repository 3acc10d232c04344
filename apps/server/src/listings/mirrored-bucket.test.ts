import { expect, onTestFinished, test } from "vitest";
import { MirroredBucket } from "./mirrored-bucket.ts";

/** A bucket whose comparisons end when the test says so. */
function testBucket() {
  const stopping = new AbortController();
  onTestFinished(() => stopping.abort());
  const running: PromiseWithResolvers<void>[] = [];
  const bucket = new MirroredBucket(() => {
    const comparison = Promise.withResolvers<void>();
    running.push(comparison);
    return comparison.promise;
  }, stopping);
  return { bucket, running };
}

test("a comparison that runs is joined, and then the rows are fresh", async () => {
  const { bucket, running } = testBucket();
  expect([bucket.isFresh, bucket.ageMs]).toEqual([false, Infinity]);
  const asked = [bucket.compared(), bucket.compared()];
  expect(running).toHaveLength(1);
  running[0]?.resolve();
  await Promise.all(asked);
  expect(bucket.ageMs).toBeLessThan(10_000);
});

test("who wants what is true from now on is not given what began before", async () => {
  const { bucket, running } = testBucket();
  const before = bucket.compared();
  const exact = [bucket.comparedFromNow(), bucket.comparedFromNow()];
  running[0]?.resolve();
  await before;
  await expect.poll(() => running.length).toBe(2);
  running[1]?.resolve();
  await Promise.all(exact);
  expect(running).toHaveLength(2);
});

test("a failure is told to those who wait, and the next question tries again", async () => {
  const { bucket, running } = testBucket();
  const failing = bucket.compared();
  running[0]?.reject(new Error("away"));
  await expect(failing).rejects.toThrow("away");
  expect(bucket.isFresh).toBe(false);
  const again = bucket.compared();
  running[1]?.resolve();
  await again;
});

test("doubt ends the freshness, and is kept while a comparison runs that began before", async () => {
  const { bucket, running } = testBucket();
  const first = bucket.compared();
  bucket.doubt();
  running[0]?.resolve();
  await first;
  expect(bucket.isFresh).toBe(false);
  const second = bucket.compared();
  await expect.poll(() => running.length).toBe(2);
  running[1]?.resolve();
  await second;
});
