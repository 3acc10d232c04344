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

async function* bytesOf(...sizes: number[]): AsyncGenerator<Buffer> {
  for (const size of sizes) yield Buffer.alloc(size);
}

/** Takes what passes; resolves with how many bytes there were. */
async function take(passing: AsyncIterable<Buffer>): Promise<number> {
  let bytes = 0;
  for await (const chunk of passing) bytes += chunk.length;
  return bytes;
}

describe("a long file", () => {
  test("goes to the disk while more of it comes, once at a time", async () => {
    const file = openFile();
    const sync = new EarlySync(file, 10);
    const taking = take(sync.pass(bytesOf(9, 1, 10, 10, 5)));
    await expect.poll(() => file.syncs.length).toBe(1);
    let isDone = false;
    void taking.then(() => (isDone = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDone).toBe(false);
    file.syncs[0]?.resolve();
    expect(await taking).toBe(35);
    expect(file.syncs.length).toBe(1);
  });

  test("is not stored where the disk refused some of it on the way", async () => {
    const file = openFile();
    const taking = take(new EarlySync(file, 10).pass(bytesOf(10, 1, 1)));
    await expect.poll(() => file.syncs.length).toBe(1);
    file.syncs[0]?.reject(new Error("EIO"));
    await expect(taking).rejects.toThrow("EIO");
  });

  test("shares the disk's attention with all others", async () => {
    const [one, other] = [openFile(), openFile()];
    const first = take(new EarlySync(one, 10).pass(bytesOf(10)));
    await expect.poll(() => one.syncs.length).toBe(1);
    expect(await take(new EarlySync(other, 10).pass(bytesOf(10)))).toBe(10);
    expect(other.syncs.length).toBe(0);
    one.syncs[0]?.resolve();
    await first;
    const later = take(new EarlySync(other, 10).pass(bytesOf(10)));
    await expect.poll(() => other.syncs.length).toBe(1);
    other.syncs[0]?.resolve();
    await later;
  });
});

test("a short file is left to its end", async () => {
  const file = openFile();
  expect(await take(new EarlySync(file).pass(bytesOf(1, 2 ** 20)))).toBe(
    2 ** 20 + 1,
  );
  expect(file.syncs.length).toBe(0);
});
