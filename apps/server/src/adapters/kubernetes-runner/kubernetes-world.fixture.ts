import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openMinioStore } from "@oscar/object-store";
import {
  type MinioServer,
  startMinio,
  whyNoMinio,
} from "@oscar/object-store/testing/minio-server.ts";
import { NO_EVENTS } from "@oscar/object-store/testing/temporary-minio-store.ts";
import express, { Router } from "express";
import { bindSupervisor } from "../../api/supervisor-api.ts";
import { answerErrors } from "../../http/answer-errors.ts";
import { giveContext } from "../../http/request-context.ts";
import { serve } from "../../http/serve.ts";
import { Ledger } from "../../ledger/ledger.ts";
import { createLog } from "../../log.ts";
import type { RunnerWorld } from "../../ports/runner-tester.contract.ts";
import { FileJobLogs } from "../process-runner/file-job-logs.ts";
import {
  TEST_KUBECONFIG,
  type TestCluster,
  openTestCluster,
} from "./cluster/test-cluster.fixture.ts";
import {
  KubernetesRunner,
  type KubernetesRunnerOptions,
} from "./kubernetes-runner.ts";

/** Where pods reach a server on this machine. */
export const POD_HOST = process.env["OSCAR_TEST_POD_HOST"];
export const CONSOLE_IMAGE = "localhost/oscar-console:test";

/** True where the machine has all that jobs on a real Kubernetes need. */
export const hasPods =
  TEST_KUBECONFIG !== undefined &&
  POD_HOST !== undefined &&
  whyNoMinio() === undefined;
export const NEEDS_PODS =
  "(needs KUBECONFIG, OSCAR_TEST_POD_HOST and a minio on PATH)";

export interface KubernetesWorld extends RunnerWorld {
  cluster: TestCluster;
  minio: MinioServer;
  logs: FileJobLogs;
  ledger: Ledger;
  runner: KubernetesRunner;
  /** A folder of the world's own. */
  folder: string;
  /** Where the pods reach the server. */
  url: string;
  /** Of the runners the one that leads. */
  latest(): KubernetesRunner;
  settings: KubernetesRunnerOptions["settings"];
  /** Stops answering pods, and answers them again at the same address. */
  desk: { stop(): Promise<void>; start(): Promise<void> };
  successor(
    options?: Partial<KubernetesRunnerOptions>,
  ): Promise<KubernetesRunner>;
}

/** A runner on the real cluster, in a namespace of its own, with what its pods need of a server. */
export async function createKubernetesWorld(
  options: Partial<KubernetesRunnerOptions> = {},
): Promise<KubernetesWorld> {
  await using stack = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), "oscar-kubernetes-"));
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const cluster = stack.use(await openTestCluster());
  const ledger = stack.use(await Ledger.open(join(folder, "ledger.db")));
  const logs = new FileJobLogs(join(folder, "logs"));
  const desk = stack.use(await openDesk());
  const minio = stack.use(await startMinio({ isOpen: true }));
  const { port } = new URL(minio.endpoint);
  const store = stack.use(
    await openMinioStore({
      ...minio,
      events: NO_EVENTS,
      journalPath: join(folder, "uploads"),
      remoteEndpoint: `http://${POD_HOST}:${port}`,
    }),
  );
  const settings = {
    ledgerId: randomBytes(8).toString("hex"),
    tokenKey: "a key for tests",
    supervisorImage: CONSOLE_IMAGE,
    serverUrl: desk.url,
    // Several times as long as one call may take, which a busy disk can stall.
    uploadWaitSeconds: 240,
    unreachableSeconds: 300,
  };
  let latest: KubernetesRunner | undefined;
  async function successor(others: Partial<KubernetesRunnerOptions> = {}) {
    await latest?.[Symbol.asyncDispose]();
    const runner = await KubernetesRunner.open({
      cluster: { kubeconfig: TEST_KUBECONFIG ?? "" },
      namespace: cluster.namespace,
      store,
      logs,
      uploads: ledger.uploads,
      settings,
      log: createLog({ level: process.env["OSCAR_LOG_LEVEL"] ?? "silent" }),
      ...options,
      ...others,
    });
    latest = runner;
    desk.answerFor(runner);
    return runner;
  }
  stack.defer(async () => latest?.[Symbol.asyncDispose]());
  const runner = await successor();
  const owned = stack.move();
  return {
    cluster,
    minio,
    ledger,
    store,
    logs,
    runner,
    folder,
    url: desk.url,
    settings,
    desk,
    latest: () => latest ?? runner,
    successor,
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/** The HTTP side that pods see: always that of the latest runner. */
async function openDesk() {
  const app = express();
  let supervisors = Router();
  app.use(giveContext(createLog({ level: "silent" })));
  app.use((request, response, next) => supervisors(request, response, next));
  app.use(answerErrors);
  const host = POD_HOST ?? "127.0.0.1";
  let server = await serve(app, { host, port: 0 });
  const { url, port } = server;
  return {
    url,
    answerFor({ remote }: KubernetesRunner) {
      supervisors = Router();
      bindSupervisor(supervisors, { attempts: remote, isStrict: true });
    },
    stop: () => server.close(),
    async start() {
      server = await serve(app, { host, port });
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
