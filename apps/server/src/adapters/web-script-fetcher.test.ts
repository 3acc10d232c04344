import { mkdir, writeFile } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import path from "node:path";
import { isAppError, MAX_SCRIPT_BYTES } from "@oscar/contracts";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../testing/temporary-folder.ts";
import {
  WebScriptFetcher,
  type WebScriptFetcherOptions,
} from "./web-script-fetcher.ts";

const never = new AbortController().signal;
const SCRIPT = "#!/bin/sh\necho ü\n";

/** Fetches what a server on 127.0.0.1 answers, which is allowed here and nothing else is. */
async function fetchFrom(
  answer: RequestListener,
  {
    route = "/",
    ...options
  }: Partial<WebScriptFetcherOptions> & {
    route?: string;
  } = {},
): Promise<string> {
  const server = createServer(answer);
  await new Promise<void>((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve()),
  );
  const { port } = server.address() as AddressInfo;
  await using fetcher = new WebScriptFetcher({
    examples: "/nowhere",
    isAllowed: (address) => address === "127.0.0.1",
    ...options,
  });
  try {
    return await fetcher.fetch(`http://127.0.0.1:${port}${route}`, {
      signal: never,
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function fetchAlone(url: string, signal = never): Promise<string> {
  await using fetcher = new WebScriptFetcher({ examples: "/nowhere" });
  return await fetcher.fetch(url, { signal });
}

describe("a script on the web", () => {
  test("is fetched, and nothing of the user's is sent along", async () => {
    let headers: Record<string, unknown> = {};
    const script = await fetchFrom((request, response) => {
      headers = request.headers;
      response.end(SCRIPT);
    });
    expect(script).toBe(SCRIPT);
    expect(headers).not.toHaveProperty("cookie");
    expect(headers).not.toHaveProperty("authorization");
  });

  test("is found behind redirects", async () => {
    const script = await fetchFrom((request, response) => {
      if (request.url === "/there") response.end(SCRIPT);
      else response.writeHead(302, { location: "/there" }).end("moved");
    });
    expect(script).toBe(SCRIPT);
  });

  test("is not looked for for ever", async () => {
    let asked = 0;
    const fetched = fetchFrom((_request, response) => {
      asked++;
      response.writeHead(302, { location: "/" }).end();
    });
    await expect(fetched).rejects.toMatchObject({ code: "script_unreachable" });
    expect(asked).toBe(6);
  });

  test.each([
    "http://10.0.0.1/latest",
    "http://[::1]/",
    "http://[::ffff:10.0.0.1]/",
    "http://localhost:1/",
  ])("is not fetched where a redirect leads to %s", async (location) => {
    let asked = 0;
    const fetched = fetchFrom(
      (_request, response) => {
        response.writeHead(302, { location }).end();
      },
      // The server's own address is the first that is asked about.
      { isAllowed: () => asked++ === 0 },
    );
    await expect(fetched).rejects.toMatchObject({ code: "invalid_request" });
  });

  test("is refused where it is too long, without reading all of it", async () => {
    let isClosed = Promise.withResolvers<void>();
    let sent = 0;
    const fetched = fetchFrom((_request, response) => {
      isClosed = Promise.withResolvers();
      response.once("close", () => isClosed.resolve());
      const chunk = "x".repeat(65_536);
      const more = () => {
        do sent += chunk.length;
        while (response.write(chunk));
        response.once("drain", more);
      };
      more();
    });
    await expect(fetched).rejects.toMatchObject({
      code: "script_unreachable",
      message: expect.stringContaining("512 KiB") as string,
    });
    await isClosed.promise;
    expect(sent).toBeLessThan(20 * MAX_SCRIPT_BYTES);
  });

  test("may have just as many bytes as a script may", async () => {
    const longest = "x".repeat(MAX_SCRIPT_BYTES);
    expect(
      await fetchFrom((_request, response) => {
        response.end(longest);
      }),
    ).toBe(longest);
    const longer = fetchFrom((_request, response) => {
      response.end(`${longest}x`);
    });
    await expect(longer).rejects.toMatchObject({ code: "script_unreachable" });
  });

  test("is given up where it takes too long", async () => {
    const fetched = fetchFrom(
      (_request, response) => {
        response.write("#!");
      },
      { timeLimitMs: 50 },
    );
    await expect(fetched).rejects.toMatchObject({
      code: "script_unreachable",
      message: expect.stringContaining("did not answer") as string,
    });
  });

  test("is text and nothing else, and answered with success", async () => {
    const binary = fetchFrom((_request, response) => {
      response.end(Buffer.from([0x7f, 0x45, 0xff, 0xfe]));
    });
    await expect(binary).rejects.toMatchObject({ code: "script_unreachable" });
    const missing = fetchFrom((_request, response) => {
      response.writeHead(404).end("no such page");
    });
    await expect(missing).rejects.toMatchObject({
      message: expect.stringContaining("404") as string,
    });
  });
});

describe("an address that is refused", () => {
  test.each([
    "http://127.0.0.1/",
    "http://localhost/",
    "http://0x7f.1/",
    "http://2130706433/",
    "http://127.0.0.1./",
    "http://[::1]/",
    "http://[::127.0.0.1]/",
    "http://[::ffff:169.254.169.254]/",
    "http://169.254.169.254/latest/meta-data",
    "ftp://example.org/x.sh",
    "file:///etc/passwd",
    "https://user:word@example.org/",
    "no address",
  ])("%s", async (url) => {
    await expect(fetchAlone(url)).rejects.toMatchObject({
      code: "invalid_request",
    });
  });

  test("a fetch that is not wanted any more ends as its signal says", async () => {
    const gone = AbortSignal.abort(new Error("the browser left"));
    const error: unknown = await fetchAlone("http://1.1.1.1/", gone).catch(
      (reason: unknown) => reason,
    );
    expect(isAppError(error)).toBe(false);
  });
});

describe("our own examples", () => {
  async function readExample(url: string): Promise<string> {
    await using folder = await temporaryFolder();
    await mkdir(path.join(folder.path, "examples/video"), { recursive: true });
    await writeFile(path.join(folder.path, "secret"), "secret");
    await writeFile(path.join(folder.path, "examples-2"), "secret");
    await writeFile(path.join(folder.path, "examples/video/a b.sh"), SCRIPT);
    await using fetcher = new WebScriptFetcher({
      examples: path.join(folder.path, "examples"),
    });
    return await fetcher.fetch(url, { signal: never });
  }

  test("are read from disk", async () => {
    expect(await readExample("/examples/video/a%20b.sh")).toBe(SCRIPT);
  });

  test.each([
    "/examples/",
    "/examples/video",
    "/examples/absent",
    "/examples/../secret",
    "/examples/%2e%2e/secret",
    "/examples/..%2fsecret",
    "/examples/video/../../secret",
    "/examples/../examples-2",
    "/examples//etc/passwd",
    "/examples/%2fetc%2fpasswd",
    "/examples/a%00b",
    "/examples/%zz",
  ])("are all that %s can lead to", async (url) => {
    await expect(readExample(url)).rejects.toMatchObject({
      code: "script_unreachable",
    });
  });
});
