import { expect, test } from "vitest";
import { atOnce } from "./at-once.ts";

async function* numbers(count: number): AsyncGenerator<number> {
  for (let number = 0; number < count; number++) yield number;
}

test("does all, in order, never more at a time than it may", async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  await atOnce(numbers(20), 3, async (number, index) => {
    expect(index).toBe(number);
    begun.push(number);
    most = Math.max(most, ++running);
    for (let turn = 0; turn < 20 - number; turn++) await Promise.resolve();
    running--;
  });
  expect(begun).toEqual(Array.from({ length: 20 }, (_none, at) => at));
  expect(most).toBe(3);
});

test("begins nothing after a failure, and throws when the rest has ended", async () => {
  const slow = Promise.withResolvers<void>();
  let ended = 0;
  let begun = 0;
  const all = atOnce(numbers(100), 3, async (number) => {
    begun++;
    if (number === 1) throw new Error("failed");
    await slow.promise;
    ended++;
  });
  const failure = all.catch((error: unknown) => error);
  await expect.poll(() => begun).toBeGreaterThan(1);
  slow.resolve();
  expect(await failure).toMatchObject({ message: "failed" });
  expect(begun).toBeLessThan(6);
  expect(ended).toBe(begun - 1);
});

test("where the items fail, what has begun is waited for", async () => {
  let ended = 0;
  async function* broken(): AsyncGenerator<number> {
    yield 1;
    throw new Error("broken");
  }
  const all = atOnce(broken(), 3, async () => {
    await Promise.resolve();
    ended++;
  });
  await expect(all).rejects.toThrow("broken");
  expect(ended).toBe(1);
});
