import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import {
  appendFile,
  cp,
  mkdir,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { describe, expect, test } from "vitest";
import {
  BUCKET,
  expectRefusal,
  keysOf,
  put,
  textOf,
} from "../contract/under-test.ts";
import { openDirectoryStore } from "./directory-store.ts";
import {
  type TemporaryStore,
  openTemporaryStore,
} from "./testing/temporary-store.ts";
import { waitUntil } from "../testing/wait-until.ts";

const run = promisify(execFile);
const SETTLE_MS = 300;

async function openStore(): Promise<TemporaryStore & { folder: string }> {
  const opened = await openTemporaryStore({ settleMs: SETTLE_MS });
  await opened.store.createBucket(BUCKET);
  return { ...opened, folder: join(opened.root, "buckets", BUCKET) };
}

function untilListed({ store }: TemporaryStore, ...keys: string[]) {
  return waitUntil(`${keys.join()} listed`, async () => {
    const found = await keysOf(store);
    return found.join() === keys.join() && found;
  });
}

/** A process of somebody else that has a file open for appending until it is killed. */
async function openByAnother(path: string): Promise<ChildProcess> {
  const script = `exec 3>>"$1"; echo open; exec sleep 1000`;
  const child = spawn("sh", ["-c", script, "sh", path]);
  await once(child.stdout, "data");
  return child;
}

test("a version that was acknowledged before a restart is read at once, though it has not settled", async () => {
  await using opened = await openStore();
  const { store, root, folder } = opened;
  const stored = await put(store, "ours", "text");
  await using restarted = await openDirectoryStore({ root, settleMs: 60_000 });
  const meant = { bucket: BUCKET, key: "ours", ifMatch: stored.etag };
  expect(await restarted.download(meant, join(root, "copy"))).toMatchObject({
    etag: stored.etag,
  });
  expect(await restarted.read(BUCKET, "ours", meant)).toBeDefined();
  await appendFile(join(folder, "ours"), " and what somebody adds");
  await expectRefusal(
    restarted.download(meant, join(root, "other")),
    "precondition_failed",
  );
});

describe("a file that somebody drops into a bucket", () => {
  test("is an object when it has stood still, not before", async () => {
    await using opened = await openStore();
    const { store, folder } = opened;
    const before = await store.now();
    await writeFile(join(folder, "dropped"), "text");
    const droppedAt = performance.now();
    expect(await keysOf(store)).toEqual([]);
    expect(await store.stat(BUCKET, "dropped")).toBeUndefined();
    expect(await store.read(BUCKET, "dropped")).toBeUndefined();
    expect(await store.delete(BUCKET, "dropped")).toBe(false);
    await untilListed(opened, "dropped");
    expect(performance.now() - droppedAt).toBeGreaterThan(SETTLE_MS * 0.9);
    expect(await textOf(store, "dropped")).toBe("text");
    const stat = await store.stat(BUCKET, "dropped");
    expect(stat?.arrivedAt.getTime()).toBeGreaterThanOrEqual(before.getTime());
  });

  test("with an old time (cp -p, mv, unzip) has arrived now", async () => {
    await using opened = await openStore();
    const { store, folder, root } = opened;
    const before = await store.now();
    const outside = join(root, "outside");
    await writeFile(outside, "old");
    await utimes(outside, new Date(0), new Date("2001-02-03T04:05:06Z"));
    await cp(outside, join(folder, "copied"), { preserveTimestamps: true });
    await mkdir(join(folder, "dir"));
    await rename(outside, join(folder, "dir/moved"));
    expect(await keysOf(store)).toEqual([]);
    await untilListed(opened, "copied", "dir/moved");
    for (const key of ["copied", "dir/moved"]) {
      const stat = await store.stat(BUCKET, key);
      expect(stat?.modifiedAt).toEqual(new Date("2001-02-03T04:05:06Z"));
      expect(stat?.arrivedAt.getTime()).toBeGreaterThanOrEqual(
        before.getTime(),
      );
    }
  });

  test("that another process still writes stays hidden until it is closed", async () => {
    await using opened = await openStore();
    const { folder } = opened;
    const child = await openByAnother(join(folder, "growing"));
    try {
      await writeFile(join(folder, "later"), "text");
      await untilListed(opened, "later");
      expect(await opened.store.stat(BUCKET, "growing")).toBeUndefined();
    } finally {
      child.kill("SIGKILL");
      await once(child, "close");
    }
    await untilListed(opened, "growing", "later");
  });

  test("changed in place becomes another version, after it settled again", async () => {
    await using opened = await openStore();
    const { store, folder } = opened;
    const first = await put(store, "key", "one");
    await appendFile(join(folder, "key"), ", two");
    expect(await store.stat(BUCKET, "key")).toBeUndefined();
    await untilListed(opened, "key");
    const second = await store.stat(BUCKET, "key");
    expect(second?.etag).not.toBe(first.etag);
    expect(await textOf(store, "key")).toBe("one, two");
  });

  test("and changed while it is read breaks the reading, rather than mixing", async () => {
    await using opened = await openStore();
    const { store, folder } = opened;
    await put(store, "key", "x".repeat(3_000_000));
    const found = await store.read(BUCKET, "key");
    await appendFile(join(folder, "key"), "more");
    await expectRefusal(
      buffer(found?.body ?? Readable.from([])),
      "precondition_failed",
    );
  });

  test("a file that only has the name of a refused key is no object", async () => {
    await using opened = await openStore();
    await writeFile(join(opened.folder, "..\\x"), "text");
    await writeFile(
      Buffer.concat([Buffer.from(`${opened.folder}/bad`), Buffer.from([0xff])]),
      "text",
    );
    await writeFile(join(opened.folder, "good"), "text");
    await untilListed(opened, "good");
  });
});

describe("what is not a regular file", () => {
  test("a symbolic link is neither object, folder nor bucket", async () => {
    await using opened = await openStore();
    const { store, root, folder } = opened;
    await mkdir(join(root, "secret/deep"), { recursive: true });
    await writeFile(join(root, "secret/file"), "secret");
    await writeFile(join(root, "secret/deep/file"), "secret");
    await symlink(join(root, "secret/file"), join(folder, "file"));
    await symlink(join(root, "secret"), join(folder, "dir"));
    await symlink(join(root, "secret"), join(root, "buckets/linked"));
    await writeFile(join(folder, "seen"), "text");
    await untilListed(opened, "seen");
    for (const key of ["file", "dir/file", "dir/deep/file", "dir"]) {
      expect(await store.stat(BUCKET, key)).toBeUndefined();
      expect(await store.read(BUCKET, key)).toBeUndefined();
      expect(await store.delete(BUCKET, key)).toBe(false);
      await expectRefusal(put(store, key), "key_conflict");
    }
    await expect(put(store, "file")).rejects.toThrow(
      /file in the bucket's folder is a symbolic link.*remove it/,
    );
    await expectRefusal(put(store, "dir/new/deep"), "key_conflict");
    await expectRefusal(put(store, "dir/new"), "key_conflict");
    for (const prefix of ["dir/", "dir/deep/"]) {
      expect(await keysOf(store, { prefix })).toEqual([]);
      expect(await keysOf(store, { prefix, delimiter: "/" })).toEqual([]);
    }
    expect(await store.stat("linked", "file")).toBeUndefined();
    await expectRefusal(store.list("linked"), "bucket_not_found");
    await expectRefusal(store.deleteBucket("linked"), "bucket_not_found");
    const buckets = await store.listBuckets();
    expect(buckets.map(({ name }) => name)).toEqual([BUCKET]);
    await store.delete(BUCKET, "seen");
    await expectRefusal(store.deleteBucket(BUCKET), "bucket_not_empty");
    const { stdout } = await run("ls", ["-A", join(root, "secret")]);
    expect(stdout).toBe("deep\nfile\n");
  });

  test("a FIFO or a socket is no object, and nobody waits for it", async () => {
    await using opened = await openStore();
    const { store, folder } = opened;
    await run("mkfifo", [join(folder, "fifo")]);
    const server = createServer().listen(join(folder, "socket"));
    await once(server, "listening");
    await writeFile(join(folder, "seen"), "text");
    await untilListed(opened, "seen");
    for (const key of ["fifo", "socket"]) {
      expect(await store.stat(BUCKET, key)).toBeUndefined();
      expect(await store.read(BUCKET, key)).toBeUndefined();
      await expectRefusal(put(store, key), "key_conflict");
    }
    const object = { bucket: BUCKET, key: "staged" };
    await expectRefusal(
      store.stageFile(object, join(folder, "fifo")),
      "invalid_request",
    );
    server.close();
  });

  test("what would outlast the objects of a bucket is found, and objects are not", async () => {
    await using opened = await openStore();
    const { store, folder } = opened;
    await put(store, "deep/down/object", "text");
    await mkdir(join(folder, "empty/folder"), { recursive: true });
    expect(await store.findStranger(BUCKET)).toBeUndefined();
    const strangers: [string, () => Promise<unknown>, RegExp][] = [
      [
        "deep/link",
        () => symlink("/etc", join(folder, "deep/link")),
        /symbolic/,
      ],
      ["fifo", () => run("mkfifo", [join(folder, "fifo")]), /special/],
      ["x\\..", () => writeFile(join(folder, "x\\.."), ""), /name/],
      ["new", () => writeFile(join(folder, "new"), ""), /being written/],
    ];
    for (const [name, make, words] of strangers) {
      await make();
      const stranger = await store.findStranger(BUCKET);
      expect(stranger?.startsWith(`${name}, `)).toBe(true);
      expect(stranger).toMatch(words);
      await rm(join(folder, name));
    }
    const unreadable = Buffer.concat([
      Buffer.from(`${folder}/bad`),
      Buffer.from([0xff]),
    ]);
    await writeFile(unreadable, "");
    expect(await store.findStranger(BUCKET)).toMatch(/name/);
    await expectRefusal(store.findStranger("absent"), "bucket_not_found");
  });

  test("an empty folder is not shown and gives way to an object", async () => {
    await using opened = await openStore();
    const { store, folder } = opened;
    await mkdir(join(folder, "empty/deep/down"), { recursive: true });
    expect((await store.list(BUCKET, { delimiter: "/" })).prefixes).toEqual([]);
    await put(store, "empty", "text");
    expect(await textOf(store, "empty")).toBe("text");
  });

  test("a folder that holds anything at all does not give way", async () => {
    await using opened = await openStore();
    const { store, folder } = opened;
    await mkdir(join(folder, "dir/deep"), { recursive: true });
    await run("mkfifo", [join(folder, "dir/deep/fifo")]);
    await expectRefusal(put(store, "dir"), "key_conflict");
    await expectRefusal(store.deleteBucket(BUCKET), "bucket_not_empty");
  });

  test("entries beside the buckets with other names are left alone", async () => {
    await using opened = await openStore();
    await mkdir(join(opened.root, "buckets/.Trash"));
    await mkdir(join(opened.root, "buckets/Upper"));
    await writeFile(join(opened.root, "buckets/file.txt"), "");
    const buckets = await opened.store.listBuckets();
    expect(buckets.map(({ name }) => name)).toEqual([BUCKET]);
    await expectRefusal(opened.store.createBucket("file.txt"), "bucket_exists");
  });
});
