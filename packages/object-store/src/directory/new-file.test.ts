import { type FileHandle, mkdtemp, open, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { Checksum } from "../checksum.ts";
import { NewFile } from "./new-file.ts";

/** A file whose writes and syncs can be interfered with; it tells when it is closed. */
async function openFile(changes: Partial<FileHandle> = {}) {
  const folder = await mkdtemp(join(tmpdir(), "new-file-"));
  const path = join(folder, "file");
  const file = await open(path, "wx");
  const close = file.close.bind(file);
  let isClosed = false;
  const own = {
    close: async () => {
      isClosed = true;
      await close();
    },
  };
  return {
    file: Object.assign(file, own, changes),
    isClosed: () => isClosed,
    content: () => readFile(path),
    [Symbol.asyncDispose]: async () => {
      if (!isClosed) await close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Three megabytes that differ everywhere, in pieces of many lengths. */
function pieces(): Buffer[] {
  const all: Buffer[] = [];
  for (let size = 1; size < 2 ** 20; size = size * 2 + 1) {
    const piece = Buffer.alloc(size);
    for (let at = 0; at < size; at++) piece[at] = (at * 31 + size) % 251;
    all.push(piece, piece.subarray(0, size / 2));
  }
  return all;
}

test("has all bytes in their order, synced, with their sum", async () => {
  let syncs = 0;
  await using it = await openFile();
  const sync = it.file.sync.bind(it.file);
  it.file.sync = async () => {
    syncs++;
    await sync();
  };
  const bytes = Buffer.concat(pieces());
  const checksum = new Checksum(bytes.length);
  await pipeline(Readable.from(pieces()), new NewFile(it.file, checksum));
  expect((await it.content()).equals(bytes)).toBe(true);
  expect(checksum.crc32).toBe(crc32(bytes));
  expect(syncs).toBe(1);
  expect(it.isClosed()).toBe(true);
});

test("has all bytes where the system takes a few at a time", async () => {
  await using it = await openFile();
  const { file } = it;
  const write = file.write.bind(file);
  file.writev = (async (buffers: Buffer[]) => {
    const joined = Buffer.concat(buffers);
    const { bytesWritten } = await write(joined.subarray(0, 70_001));
    return { bytesWritten, buffers };
  }) as FileHandle["writev"];
  const bytes = Buffer.concat(pieces());
  await pipeline(Readable.from(pieces()), new NewFile(file, new Checksum()));
  expect((await it.content()).equals(bytes)).toBe(true);
});

test.each(["writev", "sync"] as const)(
  "fails where %s does, and is closed",
  async (method) => {
    await using it = await openFile({
      [method]: () => Promise.reject(new Error("EIO")),
    });
    const file = new NewFile(it.file, new Checksum());
    await expect(pipeline(Readable.from(pieces()), file)).rejects.toThrow(
      "EIO",
    );
    expect(it.isClosed()).toBe(true);
  },
);

test.each([
  [1, "more bytes"],
  [2 ** 30, "fewer bytes"],
])("of %d bytes, announced, is refused: %s", async (size, message) => {
  await using it = await openFile();
  const file = new NewFile(it.file, new Checksum(size));
  const writing = pipeline(Readable.from(pieces()), file);
  await expect(writing).rejects.toThrow(message);
  expect(it.isClosed()).toBe(true);
});

test("is not closed while the disk is busy with it", async () => {
  const asked = Promise.withResolvers<void>();
  const syncing = Promise.withResolvers<void>();
  await using it = await openFile({
    datasync: () => {
      asked.resolve();
      return syncing.promise;
    },
  });
  const file = new NewFile(it.file, new Checksum());
  const stopped = new AbortController();
  const writing = pipeline(Readable.from(endless()), file, stopped);
  writing.catch(() => undefined);
  await asked.promise;
  stopped.abort();
  await new Promise((resolve) => setImmediate(resolve));
  expect(file.destroyed).toBe(true);
  expect(it.isClosed()).toBe(false);
  syncing.resolve();
  await expect(writing).rejects.toThrow("abort");
  expect(it.isClosed()).toBe(true);
});

function* endless(): Generator<Buffer> {
  const piece = Buffer.alloc(2 ** 20);
  for (;;) yield piece;
}
