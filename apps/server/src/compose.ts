import { existsSync } from "node:fs";
import { access, constants, mkdir } from "node:fs/promises";
import path from "node:path";
import { AppError } from "@oscar/contracts";
import {
  type ObjectStore,
  type RemoteAccess,
  openDirectoryStore,
  openMinioStore,
} from "@oscar/object-store";
import { KubernetesRunner } from "./adapters/kubernetes-runner/kubernetes-runner.ts";
import { FileJobLogs } from "./adapters/process-runner/file-job-logs.ts";
import { ProcessRunner } from "./adapters/process-runner/process-runner.ts";
import { WebScriptFetcher } from "./adapters/web-script-fetcher.ts";
import type { Config } from "./config.ts";
import type { KubernetesConfig } from "./kubernetes-config.ts";
import { webhookUrlFor } from "./minio-config.ts";
import { Ledger } from "./ledger/ledger.ts";
import { Listings } from "./listings/listings.ts";
import type { Logger } from "./log.ts";
import type { JobRunner } from "./ports/job-runner.ts";
import type { ScriptFetcher } from "./ports/script-fetcher.ts";

/** The folder of the repository, which the SPA's files and the examples are in. */
const ROOT = path.resolve(import.meta.dirname, "../../..");
export const FOLDERS = {
  web: path.join(ROOT, "apps/web/dist"),
  examples: path.join(ROOT, "public/examples"),
};

/** Where the image of the tutorial's darknet function keeps its model. */
const DARKNET_HOME = "/opt/darknet";

/** What the console is made of: all that touches the world outside the process. */
export interface Parts extends AsyncDisposable {
  ledger: Ledger;
  listings: Listings;
  store: ObjectStore;
  runner: JobRunner;
  logs: FileJobLogs;
  scripts: ScriptFetcher;
}

/**
 * Opens the parts that the configuration asks for.
 * @throws AppError with a sentence for the operator
 */
export async function openParts(config: Config, log: Logger): Promise<Parts> {
  const { dataDir } = config;
  await makeDataDir(dataDir);
  await using opened = new AsyncDisposableStack();
  const ledger = opened.use(await Ledger.open(path.join(dataDir, "ledger.db")));
  const listings = opened.use(
    await Listings.open(path.join(dataDir, "listings.db")),
  );
  const store = opened.use(await openStore(config, ledger));
  const logs = new FileJobLogs(path.join(dataDir, "logs"));
  const runner = await openRunner({ store, logs, ledger }, config, log);
  const scripts = opened.use(
    new WebScriptFetcher({ examples: FOLDERS.examples }),
  );
  const owned = opened.move();
  return {
    ledger,
    listings,
    store,
    runner,
    logs,
    scripts,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

async function openStore(
  { store, runner, dataDir, host, port }: Config,
  ledger: Ledger,
): Promise<ObjectStore> {
  if (store.kind === "directory") return openDirectoryStore({ root: dataDir });
  const { kind: _kind, webhook, ...access } = store;
  return openMinioStore({
    ...access,
    remoteEndpoint:
      runner.kind === "kubernetes" ? runner.minioPodEndpoint : undefined,
    journalPath: path.join(dataDir, "minio-uploads"),
    events: {
      ruleId: `oscar-${await ledger.meta.ledgerId()}`,
      target: webhook?.target,
      webhookUrl: webhookUrlFor(store.endpoint, { host, port }),
    },
  });
}

/** The runner that the configuration asks for, over a store. */
export async function openRunner(
  parts: Pick<Parts, "store" | "logs" | "ledger">,
  config: Config,
  log: Logger,
): Promise<JobRunner> {
  const { runner, dataDir } = config;
  if (runner.kind === "kubernetes")
    return openKubernetesRunner(parts, { ...config, runner }, log);
  return new ProcessRunner({
    ...parts,
    scratchDir: path.join(dataDir, "scratch"),
    environment: runner.environment,
    defaultEnvironment: exampleModel(),
    log: log.child({ part: "runner" }),
  });
}

/** A node may come back so long after it was last heard of. */
const UNREACHABLE_SECONDS = 300;

async function openKubernetesRunner(
  { store, logs, ledger }: Pick<Parts, "store" | "logs" | "ledger">,
  config: Config & { runner: KubernetesConfig },
  log: Logger,
): Promise<JobRunner> {
  if (!isReachable(store))
    throw new AppError("unavailable", "Pods cannot reach this store.");
  const { cluster, namespace, ...pods } = config.runner;
  return KubernetesRunner.open({
    cluster,
    namespace,
    store,
    logs,
    uploads: ledger.uploads,
    settings: {
      ledgerId: await ledger.meta.ledgerId(),
      tokenKey: await ledger.meta.tokenKey(),
      supervisorImage: pods.supervisorImage,
      serverUrl: pods.podUrl,
      uploadWaitSeconds: pods.uploadWaitSeconds,
      unreachableSeconds: UNREACHABLE_SECONDS,
      extraCa: config.store.kind === "minio" ? config.store.ca : undefined,
    },
    log: log.child({ part: "runner" }),
  });
}

function isReachable(
  store: ObjectStore,
): store is ObjectStore & { readonly remote: RemoteAccess } {
  return store.remote !== undefined;
}

/** On a machine without the tutorial's image its script finds the example's own detector. */
function exampleModel(): Record<string, string> {
  if (existsSync(DARKNET_HOME)) return {};
  return {
    DARKNET_HOME: path.join(FOLDERS.examples, "video-process/model"),
  };
}

async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await makeFolder(dataDir);
    // The dot refuses a file in its place.
    await access(
      `${dataDir}/.`,
      constants.R_OK | constants.W_OK | constants.X_OK,
    );
  } catch (cause) {
    throw new AppError(
      "unavailable",
      `The data folder ${dataDir} cannot be written. Make it writable, or choose another one with OSCAR_DATA_DIR.`,
      { cause },
    );
  }
}

/** Not Node's own `recursive`: that goes round for ever where a file system makes no folders. */
async function makeFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 });
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return;
    if (code !== "ENOENT" || path.dirname(folder) === folder) throw error;
    await makeFolder(path.dirname(folder));
    await mkdir(folder, { mode: 0o700 });
  }
}
