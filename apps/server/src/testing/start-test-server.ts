import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { type Client, createClient } from "@oscar/contracts";
import { type ObjectStore, openDirectoryStore } from "@oscar/object-store";
import type { UseCases } from "../api/use-cases.ts";
import { type AppParts, createApp } from "../app.ts";
import { LiveFeed } from "../http/live-feed.ts";
import { serve } from "../http/serve.ts";
import { Ledger } from "../ledger/ledger.ts";
import { silentLog } from "../log.ts";
import { ListingMirror } from "../listings/listing-mirror.ts";
import { Listings } from "../listings/listings.ts";
import { ObjectUseCases } from "../objects/object-use-cases.ts";
import { Operations } from "../operations/operations.ts";
import { LogIn } from "../sessions/log-in.ts";
import { LoginLimiter } from "../sessions/login-limiter.ts";
import { PasswordHasher } from "../sessions/password-hasher.ts";
import { Sessions } from "../sessions/sessions.ts";
import { temporaryFolder } from "./temporary-folder.ts";
import { noUseCases } from "./no-use-cases.ts";

export const TEST_USER = { name: "admin", password: "correct horse battery" };

export interface TestServerOptions {
  useCases?: Partial<UseCases>;
  trustProxy?: AppParts["trustProxy"];
  patienceMs?: number;
  /** How long the store hides what others put there. */
  settleMs?: number;
  heartbeatMs?: number;
  /** By which sessions end. */
  now?: () => number;
  onObjectStored?(bucket: string, key: string): Promise<void>;
  events?: AppParts["events"];
}

export interface TestServer extends AsyncDisposable {
  url: string;
  /** Where ledger and store are. */
  folder: string;
  store: ObjectStore;
  ledger: Ledger;
  feed: LiveFeed;
  sessions: Sessions;
  /** Buckets that were said to have changed. */
  changed: string[];
  /** A script's client, with the admin's Basic header. */
  client(): Client;
  /** A request with the admin's Basic header. */
  fetch(
    path: string,
    init?: RequestInit & { duplex?: "half" },
  ): Promise<Response>;
  stop(): void;
}

/** The HTTP side with a real ledger and store on a port of its own; no flow behind it. */
export async function startTestServer(
  options: TestServerOptions = {},
): Promise<TestServer> {
  const cleanup = new AsyncDisposableStack();
  const folder = cleanup.use(await temporaryFolder());
  const kept = await openKept(folder.path, { options, cleanup });
  const changed: string[] = [];
  const stopping = new AbortController();
  const parts = {
    ...kept,
    ...(await loginParts(kept.ledger, options)),
    ...workParts(kept, { options, changed, cleanup }),
  };
  const app = createApp({
    ...parts,
    log: silentLog(),
    console: { store: "directory", runner: "process", version: "0.0.0" },
    trustProxy: options.trustProxy ?? false,
    folders: await webFolders(folder.path),
    isStrict: true,
    useCases: { ...noUseCases(), ...options.useCases },
    events: options.events,
    stopping: stopping.signal,
    heartbeatMs: options.heartbeatMs,
  });
  const server = cleanup.use(await serve(app, { host: "127.0.0.1", port: 0 }));
  cleanup.defer(() => stopping.abort());
  return {
    ...parts,
    url: server.url,
    folder: folder.path,
    changed,
    client: () => createClient({ baseUrl: server.url, headers: basicHeader() }),
    fetch: (address, init) => fetchAsAdmin(server.url + address, init),
    stop: () => stopping.abort(),
    [Symbol.asyncDispose]: () => cleanup.disposeAsync(),
  };
}

async function openKept(
  root: string,
  {
    options: { settleMs },
    cleanup,
  }: { options: TestServerOptions; cleanup: AsyncDisposableStack },
) {
  const ledger = cleanup.use(await Ledger.open(path.join(root, "ledger.db")));
  const listings = cleanup.use(
    await Listings.open(path.join(root, "listings.db")),
  );
  const store: ObjectStore = cleanup.use(
    await openDirectoryStore({
      root: path.join(root, "store"),
      ...(settleMs === undefined ? {} : { settleMs }),
    }),
  );
  return { ledger, listings, store };
}

async function loginParts(ledger: Ledger, { now }: TestServerOptions) {
  // Cheap hashes: what they cost is the hasher's own test.
  const hasher = new PasswordHasher({ log2N: 10 });
  const passwordHash = await hasher.hash(TEST_USER.password);
  const account = { name: TEST_USER.name, passwordHash };
  return {
    sessions: new Sessions(ledger.sessions, now),
    logIn: new LogIn({ account, hasher, limiter: new LoginLimiter() }),
  };
}

function workParts(
  { ledger, listings, store }: Awaited<ReturnType<typeof openKept>>,
  {
    options,
    changed,
    cleanup,
  }: {
    options: TestServerOptions;
    changed: string[];
    cleanup: AsyncDisposableStack;
  },
) {
  const feed = cleanup.use(new LiveFeed({ gatherMs: 1, capacity: 50 }));
  const { patienceMs, onObjectStored } = options;
  const operations = cleanup.use(
    new Operations({ live: feed, log: silentLog(), patienceMs }),
  );
  const onBucketChanged = (bucket: string) => void changed.push(bucket);
  const mirror = cleanup.use(
    new ListingMirror({
      store,
      listings,
      log: silentLog(),
      onBucketChanged,
    }),
  );
  ledger.objects.observe(mirror);
  const objects = new ObjectUseCases({
    store,
    cache: ledger.objects,
    listings,
    mirror,
    archives: ledger.archives,
    operations,
    onObjectStored: async (bucket, { key }) => onObjectStored?.(bucket, key),
    onBucketChanged,
  });
  return { feed, operations, objects };
}

function fetchAsAdmin(url: string, init: RequestInit = {}): Promise<Response> {
  const headers = { ...basicHeader(), ...(init.headers as object) };
  return fetch(url, { ...init, headers });
}

/** The Authorization header of a user, the admin by default. */
export function basicHeader({ name, password } = TEST_USER): Record<
  string,
  string
> {
  const text = Buffer.from(`${name}:${password}`).toString("base64");
  return { Authorization: `Basic ${text}` };
}

async function webFolders(root: string) {
  const web = path.join(root, "web");
  const examples = path.join(root, "examples");
  await mkdir(path.join(web, "assets"), { recursive: true });
  await mkdir(examples, { recursive: true });
  await writeFile(
    path.join(web, "index.html"),
    '<!doctype html><meta name="csp-nonce" content="__CSP_NONCE__"><title>OSCAR</title>',
  );
  const script = path.join(web, "assets", "app-1a2b3c.js");
  await writeFile(script, "export {};\n");
  await writeFile(`${script}.br`, brotliCompressSync("export {};\n"));
  await writeFile(`${script}.gz`, gzipSync("export {};\n"));
  await writeFile(path.join(examples, "script.sh"), "#!/bin/sh\necho hello\n");
  return { web, examples };
}
