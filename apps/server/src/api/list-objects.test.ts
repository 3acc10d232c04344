import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  startTestServer,
  type TestServer,
} from "../testing/start-test-server.ts";

let server: TestServer;
const params = { bucket: "frames" };
const sizes = new Map<string, number>();

beforeAll(async () => {
  server = await startTestServer();
  await server.store.createBucket("frames");
  for (let index = 0; index < 60; index++) {
    const key = `${index % 3 === 0 ? "Day1/" : ""}${String((index * 37) % 60).padStart(3, "0")}.png`;
    sizes.set(key, (index * 13) % 20);
    await server.store.write(
      "frames",
      key,
      Readable.from(Buffer.alloc((index * 13) % 20, 1)),
    );
  }
});
afterAll(() => server[Symbol.asyncDispose]());

type Query = NonNullable<
  Parameters<ReturnType<TestServer["client"]>["listObjects"]>[0]
>["query"];

/** The tests write past the server, like others do, so an answer that is a little old will not do. */
const EXACT = { headers: { "Cache-Control": "no-cache" } };

/** All pages of a listing. */
async function all(query: Query) {
  const objects = [];
  const prefixes = [];
  const totals = new Set<number | undefined>();
  let after: string | undefined;
  do {
    const page = await server
      .client()
      .listObjects({ params, query: { ...query, after } }, EXACT);
    objects.push(...page.objects);
    prefixes.push(...page.prefixes);
    totals.add(page.total);
    expect(page.objects.length + page.prefixes.length).toBeLessThanOrEqual(
      query?.limit as number,
    );
    after = page.next ?? undefined;
  } while (after !== undefined);
  return { objects, prefixes, totals: [...totals] };
}

const keysOf = (objects: { key: string }[]) => objects.map(({ key }) => key);

describe("listObjects", () => {
  test("pages in byte order without loss or doubles", async () => {
    const { objects } = await all({ limit: 7 });
    expect(keysOf(objects)).toEqual([...sizes.keys()].sort());
  });

  test("folders are folded", async () => {
    const { objects, prefixes } = await all({ limit: 7, delimiter: "/" });
    expect(prefixes).toEqual(["Day1/"]);
    expect(keysOf(objects)).toEqual(
      [...sizes.keys()].filter((key) => !key.includes("/")).sort(),
    );
  });

  test.each(["asc", "desc"] as const)(
    "sorts by size over all pages, %s",
    async (order) => {
      const { objects, totals } = await all({ limit: 7, sort: "size", order });
      const sign = order === "asc" ? 1 : -1;
      const expected = [...sizes].sort(
        ([a, x], [b, y]) => sign * (x - y || (a < b ? -1 : 1)),
      );
      expect(objects.map(({ key, size }) => [key, size])).toEqual(expected);
      expect(totals).toEqual([60]);
    },
  );

  test("sorts by time, and names downwards", async () => {
    const byTime = await all({ limit: 7, sort: "modified" });
    const times = byTime.objects.map(({ modifiedAt }) => modifiedAt);
    expect(times).toEqual([...times].sort());
    expect(new Set(keysOf(byTime.objects))).toEqual(new Set(sizes.keys()));
    const down = await all({ limit: 7, order: "desc" });
    expect(keysOf(down.objects)).toEqual([...sizes.keys()].sort().reverse());
  });

  test("sorted folders come first, once", async () => {
    const { prefixes, objects } = await all({
      limit: 1,
      delimiter: "/",
      sort: "size",
    });
    expect(prefixes).toEqual(["Day1/"]);
    expect(objects).toHaveLength(40);
  });

  test("with an order asked for, folders come first, by name too", async () => {
    const first = await server.client().listObjects({
      params,
      query: { delimiter: "/", sort: "key", limit: 3 },
    });
    expect(first.prefixes).toEqual(["Day1/"]);
    expect(keysOf(first.objects)).toEqual(["001.png", "002.png"]);
    expect(first.total).toBe(41);
  });

  test("searches the whole bucket, whatever the case", async () => {
    const { objects, totals } = await all({ limit: 3, search: "dAY1/00" });
    expect(keysOf(objects)).toEqual(
      [...sizes.keys()].filter((key) => key.startsWith("Day1/00")).sort(),
    );
    expect(totals).toEqual([objects.length]);
    const none = await all({ limit: 3, search: "nothing" });
    expect(none.objects).toEqual([]);
  });

  test("a key of the greatest length is no trouble for a cursor", async () => {
    const folder = "\u0001".repeat(250);
    const long = `${folder}/${folder}/${folder}/${folder}/`;
    for (const name of ["a", "b", "c"]) {
      await server.store.write("frames", long + name, Readable.from("x"));
    }
    const { objects } = await all({ limit: 1, prefix: long, sort: "size" });
    expect(objects).toHaveLength(3);
    expect((await all({ limit: 1, prefix: long })).objects).toHaveLength(3);
    for (const name of ["a", "b", "c"])
      await server.store.delete("frames", long + name);
  });

  test("a cursor that is none is refused", async () => {
    const list = server
      .client()
      .listObjects({ params, query: { after: "%%%" } });
    await expect(list).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("a bucket that is not there is said", async () => {
    const list = server.client().listObjects({ params: { bucket: "nowhere" } });
    await expect(list).rejects.toMatchObject({ code: "bucket_not_found" });
  });
});
