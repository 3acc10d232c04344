import { describe, expect, test } from "vitest";
import { EarlySync } from "./early-sync.ts";

/** A file whose syncs end when they are told to. */
function openFile() {
  const syncs: PromiseWithResolvers<void>[] = [];
  function datasync(): Promise<void> {
    const sync = Promise.withResolvers<void>();
    syncs.push(sync);
    return sync.promise;
  }
  return { datasync, syncs };
}

/** Says that so much was written, and so on; resolves when the file may be closed. */
async function note(sync: EarlySync, ...sizes: number[]): Promise<void> {
  for (const size of sizes) sync.note(size);
  await sync.end();
}

describe("a long file", () => {
  test("goes to the disk while more of it comes, once at a time", async () => {
    const file = openFile();
    const sync = new EarlySync(file, 10);
    const noting = note(sync, 9, 1, 10, 10, 5);
    await expect.poll(() => file.syncs.length).toBe(1);
    let isDone = false;
    void noting.then(() => (isDone = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    file.syncs[0]?.resolve();
    await noting;
    expect(file.syncs.length).toBe(1);
  });

  test("is not stored where the disk refused some of it on the way", async () => {
    const file = openFile();
    const noting = note(new EarlySync(file, 10), 10, 1, 1);
    await expect.poll(() => file.syncs.length).toBe(1);
    file.syncs[0]?.reject(new Error("EIO"));
    await expect(noting).rejects.toThrow("EIO");
  });

  test("shares the disk's attention with all others", async () => {
    const [one, other] = [openFile(), openFile()];
    const first = note(new EarlySync(one, 10), 10);
    await expect.poll(() => one.syncs.length).toBe(1);
    await note(new EarlySync(other, 10), 10);
    expect(other.syncs.length).toBe(0);
    one.syncs[0]?.resolve();
    await first;
    const later = note(new EarlySync(other, 10), 10);
    await expect.poll(() => other.syncs.length).toBe(1);
    other.syncs[0]?.resolve();
    await later;
  });
});

test("a short file is left to its end", async () => {
  const file = openFile();
  await note(new EarlySync(file), 1, 2 ** 20);
  expect(file.syncs.length).toBe(0);
});
