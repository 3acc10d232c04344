import { execFile } from "node:child_process";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { Readable } from "node:stream";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ArchiveTicket, Selection } from "@oscar/contracts";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

const run = promisify(execFile);
let server: TestServer;
const FILES: Record<string, string> = {
  "a.txt": "hello",
  "day1/empty": "",
  "day1/ñ 日本.txt": "text",
  "day2/big.bin": "0123456789".repeat(50_000),
};

beforeEach(async () => {
  server = await startTestServer();
  await server.store.createBucket("frames");
  for (const [key, body] of Object.entries(FILES)) {
    await server.store.write("frames", key, Readable.from(Buffer.from(body)));
  }
});
afterEach(() => server[Symbol.asyncDispose]());

async function ticketOf(
  selection: Selection,
  name?: string,
): Promise<ArchiveTicket> {
  const body = { bucket: "frames", ...selection, name };
  return (await server.client().createArchive({ body })) as ArchiveTicket;
}

async function bytesOf(url: string, headers: Record<string, string> = {}) {
  const response = await server.fetch(url, { headers });
  return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}

/** The keys of what is read from now on. */
function noteReads(): string[] {
  const keys: string[] = [];
  const read = server.store.read.bind(server.store);
  server.store.read = (bucket, key, options) => {
    keys.push(key);
    return read(bucket, key, options);
  };
  return keys;
}

async function unzip(bytes: Buffer, ...args: string[]): Promise<string> {
  const filePath = path.join(server.folder, "test.zip");
  await writeFile(filePath, bytes);
  const { stdout } = await run("unzip", [...args, filePath]);
  return stdout;
}

describe("archives", () => {
  test("the zip has the promised length and holds every byte", async () => {
    const ticket = await ticketOf({ all: true });
    expect(ticket).toMatchObject({
      name: "frames.zip",
      entries: 4,
      missing: [],
    });
    const { response, bytes } = await bytesOf(ticket.url);
    expect(response.status).toBe(200);
    expect(response.headers.get("Content-Type")).toBe("application/zip");
    expect(response.headers.get("Content-Disposition")).toBe(
      "attachment; filename=frames.zip",
    );
    expect(Number(response.headers.get("Content-Length"))).toBe(
      ticket.sizeBytes,
    );
    expect(bytes.length).toBe(ticket.sizeBytes);
    expect(await unzip(bytes, "-t")).toContain("No errors detected");
    expect(await unzip(bytes, "-Z1")).toBe(
      `${Object.keys(FILES).join("\n")}\n`,
    );
    expect(await unzip(bytes, "-p")).toBe(Object.values(FILES).join(""));
  });

  test("a broken download goes on at any byte", async () => {
    const ticket = await ticketOf({ all: true });
    const whole = await bytesOf(ticket.url);
    const etag = whole.response.headers.get("ETag") ?? "";
    expect(etag).toMatch(/^"/);
    for (const cut of [1, 29, 40, 1000, 300_000, ticket.sizeBytes - 1]) {
      const headers = { Range: `bytes=${cut}-`, "If-Range": etag };
      const { response, bytes } = await bytesOf(ticket.url, headers);
      expect(response.status).toBe(206);
      expect(response.headers.get("Content-Range")).toBe(
        `bytes ${cut}-${ticket.sizeBytes - 1}/${ticket.sizeBytes}`,
      );
      expect(bytes.equals(whole.bytes.subarray(cut))).toBe(true);
    }
    const middle = await bytesOf(ticket.url, { Range: "bytes=90-400000" });
    expect(middle.bytes.equals(whole.bytes.subarray(90, 400_001))).toBe(true);
    const other = await bytesOf(ticket.url, {
      Range: "bytes=5-",
      "If-Range": '"x"',
    });
    expect(other.response.status).toBe(200);
    const beyond = await bytesOf(ticket.url, {
      Range: `bytes=${ticket.sizeBytes}-`,
    });
    expect(beyond.response.status).toBe(416);
    const head = await server.fetch(ticket.url, { method: "HEAD" });
    expect(Number(head.headers.get("Content-Length"))).toBe(ticket.sizeBytes);
  });

  test("the same selection has the same ETag, another has not", async () => {
    const tags = [];
    for (const selection of [
      { all: true },
      { all: true },
      { prefixes: ["day1/"] },
    ]) {
      const ticket = await ticketOf(selection);
      const { response } = await bytesOf(ticket.url);
      tags.push(response.headers.get("ETag"));
    }
    expect(tags[0]).toBe(tags[1]);
    expect(tags[0]).not.toBe(tags[2]);
  });

  test.each([
    [
      "changed",
      () =>
        server.store.write(
          "frames",
          "day2/big.bin",
          Readable.from(
            FILES["day2/big.bin"]?.toUpperCase().replace("0", "1") ?? "",
          ),
        ),
    ],
    ["deleted", () => server.store.delete("frames", "day2/big.bin")],
  ])(
    "an object that was %s after the ticket breaks the download",
    async (_how, change) => {
      const ticket = await ticketOf({ all: true });
      await change();
      await expect(bytesOf(ticket.url)).rejects.toThrow(/terminated/);
    },
  );

  test("keys that are not there are named", async () => {
    const ticket = await ticketOf({ keys: ["a.txt", "gone.txt"] }, "my frames");
    expect(ticket).toMatchObject({
      name: "my frames.zip",
      entries: 1,
      missing: [{ key: "gone.txt", message: "It does not exist." }],
    });
    await expect(ticketOf({ keys: ["gone.txt"] })).rejects.toMatchObject({
      code: "invalid_request",
    });
    await expect(
      server.client().createArchive({ body: { bucket: "nowhere", all: true } }),
    ).rejects.toMatchObject({ code: "bucket_not_found" });
  });

  test("small objects are first read when they are sent, and their CRC-32 is kept, as is their maker", async () => {
    const stat = await server.store.stat("frames", "a.txt");
    if (!stat) throw new Error("a.txt is gone");
    await server.ledger.objects.remember("frames", [
      { ...stat, jobId: "job-1" },
    ]);
    const reads = noteReads();
    const ticket = await ticketOf({ all: true });
    expect(reads).toEqual([]);
    await bytesOf(ticket.url);
    const found = reads.splice(0);
    expect(found.filter((key) => key === "a.txt")).toHaveLength(2);
    await bytesOf((await ticketOf({ all: true })).url);
    expect(reads.filter((key) => key === "a.txt")).toHaveLength(1);
    const row = await server.ledger.database
      .selectFrom("objects")
      .selectAll()
      .where("key", "=", "a.txt")
      .executeTakeFirst();
    expect(row?.job_id).toBe("job-1");
  });

  test("a large object is read before the download begins", async () => {
    const body = Buffer.alloc(2 ** 20 + 1, "large");
    await server.store.write("frames", "large.bin", Readable.from(body));
    const reads = noteReads();
    const ticket = await ticketOf({ all: true });
    expect(reads).toEqual(["large.bin"]);
    const { bytes } = await bytesOf(ticket.url);
    expect(bytes.length).toBe(ticket.sizeBytes);
    expect(await unzip(bytes, "-t")).toContain("No errors detected");
  });

  test("the end of a zip stays what it was when its objects are gone", async () => {
    const ticket = await ticketOf({ all: true });
    const whole = await bytesOf(ticket.url);
    await server.store.delete("frames", "a.txt");
    await server.ledger.objects.forget("frames", "a.txt");
    const { bytes } = await bytesOf(ticket.url, { Range: "bytes=-200" });
    expect(bytes.equals(whole.bytes.subarray(-200))).toBe(true);
  });

  test("what is selected twice is in the zip once, in order", async () => {
    const ticket = await ticketOf({
      keys: ["day2/big.bin", "a.txt", "day1/empty"],
      prefixes: ["day1/", "day1"],
    });
    const { bytes } = await bytesOf(ticket.url);
    expect(await unzip(bytes, "-Z1")).toBe(
      `${Object.keys(FILES).join("\n")}\n`,
    );
  });

  test("names that would overwrite each other get numbers", async () => {
    await server.store.write("frames", "A.TXT", Readable.from("other"));
    const { bytes } = await bytesOf(
      (await ticketOf({ keys: ["a.txt", "A.TXT"] })).url,
    );
    expect(await unzip(bytes, "-Z1")).toBe("A.TXT\na (2).txt\n");
  });

  test("a ticket is nothing without a session, and ends", async () => {
    const ticket = await ticketOf({ all: true });
    expect((await fetch(server.url + ticket.url)).status).toBe(401);
    await server.ledger.database
      .updateTable("archives")
      .set({ expires_at: Date.now() - 1 })
      .execute();
    const late = await server.fetch(ticket.url);
    expect(await late.json()).toMatchObject({ code: "archive_not_found" });
  });

  test("a ticket that failed leaves nothing in the ledger", async () => {
    server.store.list = () => Promise.reject(new Error("EIO"));
    await expect(ticketOf({ all: true })).rejects.toMatchObject({
      code: "internal",
    });
    const { database } = server.ledger;
    for (const table of ["archives", "archive_entries"] as const) {
      const rows = await database.selectFrom(table).selectAll().execute();
      expect(rows).toEqual([]);
    }
  });

  test("hundreds of objects are paged through the ledger in order", async () => {
    await server.store.createBucket("many");
    for (let index = 0; index < 703; index++) {
      const key = `${String(index).padStart(4, "0")}.txt`;
      await server.store.write("many", key, Readable.from(String(index)));
    }
    const answer = await server
      .client()
      .createArchive({ body: { bucket: "many", all: true } });
    const ticket = answer as ArchiveTicket;
    const { bytes } = await bytesOf(ticket.url);
    expect(bytes.length).toBe(ticket.sizeBytes);
    expect(await unzip(bytes, "-tq")).toContain("No errors");
    const names = (await unzip(bytes, "-Z1")).trim().split("\n");
    expect(names).toHaveLength(703);
    expect(names).toEqual(names.toSorted());
  });
});
