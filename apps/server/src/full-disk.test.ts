import { readdir } from "node:fs/promises";
import path from "node:path";
import { mountSmallDisk } from "@oscar/object-store/small-disk.fixture.ts";
import { createClient, isAppError } from "@oscar/contracts";
import { expect, test } from "vitest";
import {
  type ServerProcess,
  startServerProcess,
  TEST_PASSWORD,
} from "./testing/server-process.ts";

const params = { bucket: "pictures" };

/** A browser that logs in by the form. */
async function logIn({ url }: ServerProcess) {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { Origin: url, "Content-Type": "application/json" },
    body: JSON.stringify({ name: "admin", password: TEST_PASSWORD }),
  });
  const cookie = response.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const headers = { Cookie: cookie, Origin: url };
  return {
    status: response.status,
    client: createClient({ baseUrl: url, headers }),
  };
}

test("on a full disk an upload is refused without a trace, and space can be freed in the browser", async (context) => {
  await using disk = await mountSmallDisk(12);
  if (!disk) return context.skip();
  const dataDir = path.join(disk.path, "data");
  await using server = await startServerProcess({ dataDir });
  await server.client.createBucket({ body: { name: "pictures" } });
  const put = (key: string, body: string) =>
    server.client.putObject({ params, query: { key }, body });
  await put("old", "x".repeat(2 ** 20));
  const Authorization = `Basic ${btoa(`admin:${TEST_PASSWORD}`)}`;
  const large = await fetch(
    `${server.url}/api/buckets/pictures/object?key=folder/large`,
    {
      method: "PUT",
      headers: { Authorization },
      body: "x".repeat(20 * 2 ** 20),
    },
  );
  expect(large.status).toBe(507);
  expect(await large.json()).toMatchObject({
    code: "storage_full",
    message: expect.stringContaining("free some space") as string,
  });
  expect(await readdir(path.join(dataDir, "staging"))).toEqual(["clock"]);
  expect(await readdir(path.join(dataDir, "buckets/pictures"))).toEqual([
    "old",
  ]);

  await disk.fillUp();
  await expect(put("tiny", "x")).rejects.toMatchObject({
    code: "storage_full",
  });
  const browser = await logIn(server);
  expect(browser.status).toBe(200);
  const { objects } = await browser.client.listObjects({ params, query: {} });
  expect(objects.map(({ key }) => key)).toEqual(["old"]);
  await browser.client.deleteObject({ params, query: { key: "old" } });
  await put("new", "x".repeat(2 ** 19));
  await disk.free();
  await browser.client.deleteSession();
  const after = browser.client.getSession();
  expect(
    isAppError(await after.catch((error: unknown) => error), "unauthenticated"),
  ).toBe(true);
}, 30_000);
