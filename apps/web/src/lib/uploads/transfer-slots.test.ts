import { expect, test } from "vitest";
import { TRANSFERS_AT_ONCE, withTransferSlot } from "./transfer-slots.ts";

/** Transfers of any tabs: the browser's locks do not ask which one it is. */
function testTransfers(count: number) {
  const started: PromiseWithResolvers<void>[] = [];
  const all = Array.from({ length: count }, () => {
    const leaving = new AbortController();
    const ended = withTransferSlot(() => {
      const work = Promise.withResolvers<void>();
      started.push(work);
      return work.promise;
    }, leaving.signal);
    return { ended, leave: () => leaving.abort() };
  });
  const expectStarted = async (number: number) => {
    await expect.poll(() => started.length).toBe(number);
  };
  return { all, started, expectStarted };
}

test("three at once, and each that ends lets the next one begin", async () => {
  const { all, started, expectStarted } = testTransfers(7);
  await expectStarted(TRANSFERS_AT_ONCE);
  for (let ended = 1; ended <= all.length; ended++) {
    started[ended - 1]?.resolve();
    await expectStarted(Math.min(all.length, TRANSFERS_AT_ONCE + ended));
  }
  await Promise.all(all.map((transfer) => transfer.ended));
});

test("a transfer that fails gives its slot back, and says why", async () => {
  const { all, started, expectStarted } = testTransfers(4);
  await expectStarted(3);
  const failed = all[0]?.ended;
  started[0]?.reject(new Error("away"));
  await expect(failed).rejects.toThrow("away");
  await expectStarted(4);
  for (const { resolve } of started) resolve();
  await Promise.all(all.slice(1).map((transfer) => transfer.ended));
});

test("one that is cancelled while it waits never begins", async () => {
  const { all, started, expectStarted } = testTransfers(5);
  await expectStarted(3);
  const cancelled = all[3]?.ended;
  all[3]?.leave();
  await expect(cancelled).rejects.toThrow("aborted");
  started[1]?.resolve();
  await expectStarted(4);
  for (const { resolve } of started) resolve();
  await all[4]?.ended;
  expect(started).toHaveLength(4);
});
