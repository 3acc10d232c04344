import { tmpdir } from "node:os";
import { isAppError } from "@oscar/contracts";
import { expect, test } from "vitest";
import { isPublicAddress } from "./public-addresses.ts";
import { WebScriptFetcher } from "./web-script-fetcher.ts";

async function codeOf(url: string): Promise<string> {
  await using fetcher = new WebScriptFetcher({ examples: tmpdir() });
  const { signal } = new AbortController();
  try {
    await fetcher.fetch(url, { signal });
    return "fetched";
  } catch (error) {
    return isAppError(error) ? error.code : "a fault of the server";
  }
}

test.each([
  "/examples/%",
  "/examples/%ff",
  "/examples/%00",
  "/examples/../x",
  "/examples/..%2fx",
  "/examples/",
])("%s is no example, and no fault of the server", async (url) => {
  expect(await codeOf(url)).toBe("script_unreachable");
});

test.each([
  "http://localhost/",
  "http://127.1/",
  "http://0177.0.0.1/",
  "http://2130706433/",
  "http://0x7f.1/",
  "http://0/",
  "http://169.254.169.254/",
  "http://100.64.0.1/",
  "http://[::1]/",
  "http://[::]/",
  "http://[::ffff:10.0.0.1]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::7f00:1]/",
  "http://[64:ff9b:1::7f00:1]/",
  "http://[2002:7f00:1::]/",
  "http://[fec0::1]/",
  "http://[fd00::1]/",
  "http://[fe80::1]/",
  "http://[100::1]/",
  "http://u:p@example.com/",
  "file:///etc/passwd",
])("%s is not asked", async (url) => {
  expect(await codeOf(url)).toBe("invalid_request");
});

test.each(["1.1.1.1", "2606:4700:4700::1111", "::ffff:1.1.1.1"])(
  "%s is public",
  (address) => {
    expect(isPublicAddress(address)).toBe(true);
  },
);
