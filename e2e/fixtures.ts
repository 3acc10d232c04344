import { createClient, type Client } from "@oscar/contracts";
import { expect, test as base } from "@playwright/test";
import { chromiumPath } from "./chromium.ts";
import { emptyServer } from "./empty-server.ts";
import { type TestServer, startServer } from "./server.ts";
import type { StorePlace } from "./place.ts";
import { openStorePlace, type StoreSetting, whyNot } from "./store-place.ts";

/** A server, and the session of its admin, with which tests begin that are not about the login. */
interface OpenedServer extends TestServer {
  session: { name: string; value: string };
}

interface Fixtures {
  /** A server where nothing is; `page.goto("/")` leads to it. */
  server: TestServer;
  /** A script's client of that server. */
  client: Client;
  /** Logs the page's browser in without going through the login page. */
  logIn: () => Promise<void>;
  /** Console messages that the test means to provoke; all others make it fail. */
  expectedMessages: RegExp[];
}

export interface WorkerFixtures {
  /** Where the server keeps objects; playwright.config.ts and `test.use` vary it. */
  store: StoreSetting;
  place: StorePlace;
  /** Starting one takes longer than most tests: a worker's tests use one after the other. */
  workerServer: OpenedServer;
}

/** Chromium reports every answer of 401 as an error; asking who is logged in is none. */
const NOT_LOGGED_IN =
  /the server responded with a status of 401 .*api\/session/;

/**
 * Chromium gives up what is on its way whenever a network interface of the machine comes or
 * goes. The app fetches it again: failures.spec.ts.
 */
const NETWORK_CHANGED = /ERR_NETWORK_CHANGED/;

/** Over plain http from another machine Chromium leaves two of our headers out, and says so. */
const PLAIN_HTTP =
  /Cross-Origin-Opener-Policy header has been ignored|could not be origin-keyed/;

interface AutomaticFixtures {
  machineHasAll: undefined;
  browserIsQuiet: undefined;
}

/** Playwright's `test` on a real server, where a console error or a page error is a failure. */
export const test = base.extend<Fixtures & AutomaticFixtures, WorkerFixtures>({
  machineHasAll: [
    async ({ store }, use, testInfo) => {
      testInfo.skip(
        chromiumPath() === undefined,
        "Chromium is not on this machine: install it, or set CHROMIUM_PATH",
      );
      const why = whyNot(store);
      testInfo.skip(why !== undefined, why);
      await use(undefined);
    },
    { auto: true },
  ],
  store: ["directory", { scope: "worker", option: true }],
  place: [
    async ({ store }, use) => {
      // Playwright makes a worker's fixtures even for tests that are skipped.
      const isHere = whyNot(store) === undefined;
      await using place = await openStorePlace(isHere ? store : "directory");
      await use(place);
    },
    { scope: "worker" },
  ],
  workerServer: [
    async ({ place }, use) => {
      await using server =
        place.server ?? (await startServer(place.environment));
      await use({ ...server, session: await openSession(server) });
    },
    { scope: "worker" },
  ],
  server: async ({ workerServer, client }, use, testInfo) => {
    await use(workerServer);
    if (testInfo.status === testInfo.expectedStatus) return emptyServer(client);
    // Playwright goes on with another worker, and so with another server.
    const body = workerServer.output();
    await testInfo.attach("server", { body, contentType: "text/plain" });
  },
  baseURL: async ({ server }, use) => use(server.url),
  client: async ({ workerServer: { url, session } }, use) => {
    const Cookie = `${session.name}=${session.value}`;
    await use(createClient({ baseUrl: url, headers: { Cookie, Origin: url } }));
  },
  logIn: async ({ context, server, workerServer }, use) => {
    const cookie = { ...workerServer.session, url: server.url };
    await use(() => context.addCookies([cookie]));
  },
  // oxlint-disable-next-line no-empty-pattern -- Playwright reads a fixture's needs from this
  expectedMessages: async ({}, use) =>
    use([NOT_LOGGED_IN, NETWORK_CHANGED, PLAIN_HTTP]),
  browserIsQuiet: [
    async ({ context, expectedMessages }, use) => {
      const messages: string[] = [];
      context.on("console", (message) => {
        if (!["error", "warning"].includes(message.type())) return;
        const { url } = message.location();
        messages.push(`${message.type()}: ${message.text()} (${url})`);
      });
      context.on("weberror", (error) => {
        messages.push(`page error: ${error.error().stack ?? error.error()}`);
      });
      await use(undefined);
      const unexpected = messages.filter(
        (message) => !expectedMessages.some((known) => known.test(message)),
      );
      expect(unexpected, "the browser's console").toEqual([]);
    },
    { auto: true },
  ],
});

export { expect };

/** Logs in once: checking a password takes half a second of a core, and is meant to. */
async function openSession({
  url,
  password,
}: TestServer): Promise<OpenedServer["session"]> {
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Origin: url },
    body: JSON.stringify({ name: "admin", password }),
  });
  const [cookie = ""] = answer.headers.getSetCookie();
  const [, name = "", value = ""] = /^([^=]+)=([^;]+)/.exec(cookie) ?? [];
  if (name === "") throw new Error(`The login answered ${answer.status}`);
  return { name, value };
}
