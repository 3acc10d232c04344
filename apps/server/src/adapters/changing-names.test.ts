import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import type { Resolve } from "./public-addresses.ts";
import { WebScriptFetcher } from "./web-script-fetcher.ts";

const { signal } = new AbortController();

/** A server of its own at an address; resolves with its port. */
async function serveAt(address: string, text: string, port = 0) {
  const server = createServer((_request, response) => {
    response.setHeader("Connection", "close").end(text);
  });
  server.listen(port, address);
  await once(server, "listening");
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

/** Every name has these addresses, at one question after the other. */
function resolving(...answers: string[][]) {
  const asked: string[] = [];
  const resolve: Resolve = (hostname, _options, callback) => {
    asked.push(hostname);
    const addresses = answers[Math.min(asked.length, answers.length) - 1] ?? [];
    const found = addresses.map((address) => ({ address, family: 4 }));
    setImmediate(() => callback(null, found));
  };
  return { resolve, asked };
}

function openFetcher(resolve: Resolve, isAllowed?: (ip: string) => boolean) {
  const only = isAllowed ? { isAllowed } : {};
  const fetcher = new WebScriptFetcher({ examples: "/no", resolve, ...only });
  onTestFinished(() => fetcher[Symbol.asyncDispose]());
  return fetcher;
}

test.each([
  [["10.0.0.1"]],
  [["169.254.169.254"]],
  [["1.1.1.1", "127.0.0.1"]],
  [["::ffff:192.168.0.1"]],
])("a name that resolves to %s is not asked", async (addresses) => {
  const { resolve, asked } = resolving(addresses);
  const fetching = openFetcher(resolve).fetch("http://a.test/", { signal });
  await expect(fetching).rejects.toMatchObject({ code: "invalid_request" });
  expect(asked).toEqual(["a.test"]);
});

test("a name that changes its mind after it was checked is asked where it was checked", async () => {
  const port = await serveAt("127.0.0.1", "checked");
  await serveAt("127.0.0.2", "private", port);
  const { resolve } = resolving(["127.0.0.1"], ["127.0.0.2"]);
  const fetcher = openFetcher(resolve, (ip) => ip === "127.0.0.1");
  const url = `http://a.test:${port}/`;
  expect(await fetcher.fetch(url, { signal })).toBe("checked");
  // Every further connection is checked anew.
  await expect(fetcher.fetch(url, { signal })).rejects.toMatchObject({
    code: "invalid_request",
  });
});
