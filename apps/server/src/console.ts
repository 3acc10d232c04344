import type { Express } from "express";
import type { EventTaker } from "./api/minio-events.ts";
import { createApp } from "./app.ts";
import { Buckets } from "./buckets/buckets.ts";
import { FOLDERS, type Parts } from "./compose.ts";
import type { Config } from "./config.ts";
import { Flow } from "./flow/flow.ts";
import { Functions } from "./functions/functions.ts";
import { LiveFeed } from "./http/live-feed.ts";
import { Jobs } from "./jobs/jobs.ts";
import { LogGrowth } from "./jobs/log-growth.ts";
import { backUp } from "./ledger/back-up.ts";
import type { Logger } from "./log.ts";
import { ListingMirror } from "./listings/listing-mirror.ts";
import { ObjectUseCases } from "./objects/object-use-cases.ts";
import { Operations } from "./operations/operations.ts";
import { LogIn } from "./sessions/log-in.ts";
import { LoginLimiter } from "./sessions/login-limiter.ts";
import { PasswordHasher } from "./sessions/password-hasher.ts";
import { prepareAccount } from "./sessions/prepare-account.ts";
import { PLAIN_COOKIE } from "./http/session-cookie.ts";
import { Sessions } from "./sessions/sessions.ts";
import { ServerStatus } from "./status/server-status.ts";
import { Turns } from "./turns.ts";
import { VERSION } from "./version.ts";

export interface ConsoleOptions {
  config: Config;
  log: Logger;
  /** Whether a person is there to read the first password. */
  isTerminal: boolean;
  /** Prints a line for the person who starts the server; not for the log. */
  announce(line: string): void;
  /** Answers that break their own schema fail: for development and tests. */
  isStrict?: boolean;
}

/** The use cases over their parts, and the HTTP side over the use cases. */
export class Console implements AsyncDisposable {
  readonly flow: Flow;
  readonly functions: Functions;
  readonly sessions: Sessions;
  readonly status: ServerStatus;
  readonly #feed = new LiveFeed();
  readonly #growth: LogGrowth;
  readonly #operations: Operations;
  readonly #buckets: Buckets;
  readonly #mirror: ListingMirror;
  readonly #parts: Parts;
  readonly #options: ConsoleOptions;
  readonly #stopping = new AbortController();
  #isReady = false;

  constructor(parts: Parts, options: ConsoleOptions) {
    const { ledger, listings, store } = parts;
    const { config, log } = options;
    this.#parts = parts;
    this.#options = options;
    this.sessions = new Sessions(ledger.sessions);
    this.status = this.#createStatus();
    this.#operations = new Operations({
      live: this.#feed,
      log: log.child({ part: "operations" }),
    });
    this.#mirror = new ListingMirror({
      store,
      listings,
      log: log.child({ part: "mirror" }),
      onBucketChanged: (bucket) => this.flow.tracker.bucket(bucket),
    });
    ledger.objects.observe(this.#mirror);
    this.#growth = new LogGrowth({
      logs: parts.logs,
      live: this.#feed,
      onFailure: (err) => log.error({ err, part: "logs" }, "log was not seen"),
    });
    this.flow = new Flow({
      ...parts,
      viewer: this.#mirror,
      live: this.#feed,
      log,
      maxJobs: config.maxJobs,
      summariesOf: (uids) => this.functions.summariesOf(uids),
    });
    const common = { ...parts, flow: this.flow, turns: new Turns() };
    this.#buckets = new Buckets({ ...common, mirror: this.#mirror });
    this.functions = new Functions({
      ...common,
      buckets: this.#buckets,
      maxJobs: config.maxJobs,
    });
  }

  /** Makes whole what an earlier server left; nobody may use the store before. */
  async recover(): Promise<void> {
    await this.flow.recover();
    await this.functions.finishDeletions();
  }

  /** The HTTP side, with the account that the configuration asks for. */
  async createApp(): Promise<Express> {
    const { config, log } = this.#options;
    const { ledger, store } = this.#parts;
    const hasher = new PasswordHasher();
    const account = await prepareAccount(
      { meta: ledger.meta, hasher, sessions: this.sessions },
      {
        ...config.admin,
        dataDir: config.dataDir,
        isTerminal: this.#options.isTerminal,
        announce: (line) => this.#options.announce(line),
      },
    );
    return createApp({
      log,
      console: {
        store: store.kind,
        runner: this.#parts.runner.kind,
        version: VERSION,
      },
      trustProxy: config.trustProxy,
      folders: FOLDERS,
      isStrict: this.#options.isStrict ?? false,
      sessions: this.sessions,
      logIn: new LogIn({ account, hasher, limiter: new LoginLimiter() }),
      feed: this.#feed,
      operations: this.#operations,
      objects: this.#objects(),
      useCases: this.#useCases(),
      attempts: this.#parts.runner.remote,
      events: this.#events(),
      stopping: this.#stopping.signal,
    });
  }

  /** A session for our own programs on this machine, as a Cookie header. */
  async issueCookie(): Promise<string> {
    const id = await this.sessions.begin(this.#options.config.admin.name);
    return `${PLAIN_COOKIE}=${id}`;
  }

  /** Copies the ledger into the data folder; resolves with the copy's path. */
  backUp(): Promise<string> {
    return backUp(this.#parts.ledger, this.#options.config.dataDir);
  }

  /** From here on jobs start, and the server calls itself ready. */
  start(): void {
    this.flow.start();
    this.#isReady = true;
  }

  /** Ends the event streams, so that the server can close. */
  beginStop(): void {
    this.#isReady = false;
    this.#stopping.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.beginStop();
    await this.#operations[Symbol.asyncDispose]();
    await this.flow[Symbol.asyncDispose]();
    await this.#mirror[Symbol.asyncDispose]();
    this.#growth[Symbol.dispose]();
    this.#feed[Symbol.dispose]();
  }

  #createStatus(): ServerStatus {
    return new ServerStatus({
      ...this.#parts,
      dataDir: this.#options.config.dataDir,
      isReady: () => this.#isReady,
    });
  }

  #objects(): ObjectUseCases {
    const { store, ledger, listings } = this.#parts;
    return new ObjectUseCases({
      store,
      cache: ledger.objects,
      listings,
      mirror: this.#mirror,
      archives: ledger.archives,
      operations: this.#operations,
      onObjectStored: async (bucket, stat) => {
        await this.flow.ingest.objects(bucket, [stat]);
      },
      onBucketChanged: (bucket) => this.flow.tracker.bucket(bucket),
    });
  }

  #events(): EventTaker | undefined {
    const { config } = this.#options;
    const { store } = this.#parts;
    if (config.store.kind !== "minio" || !config.store.webhook)
      return undefined;
    const { token } = config.store.webhook;
    return {
      token,
      onHint: (hint) => {
        store.noteEvent?.();
        return this.flow.hint(hint);
      },
    };
  }

  #useCases() {
    const { ledger, logs, scripts } = this.#parts;
    return {
      scripts,
      functions: this.functions,
      buckets: this.#buckets,
      jobs: new Jobs({ ledger, flow: this.flow, logs, growth: this.#growth }),
      server: this.status,
    };
  }
}
