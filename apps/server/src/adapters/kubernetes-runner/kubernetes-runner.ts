import type { ObjectStore, RemoteAccess } from "@oscar/object-store";
import type { Logger } from "pino";
import type {
  AttemptEnd,
  AttemptHooks,
  AttemptSpec,
  JobRunner,
  RunnerProblem,
  RunnerRef,
  SavedFunction,
} from "../../ports/job-runner.ts";
import type { RemoteAttempts } from "../../ports/remote-attempts.ts";
import type { UploadRecord } from "../../ports/upload-record.ts";
import { pause, waitUntil } from "../../wait.ts";
import type { FileJobLogs } from "../process-runner/file-job-logs.ts";
import { AttemptLead } from "./attempt-lead.ts";
import { ClusterConnection } from "./cluster/connection.ts";
import { followObjects } from "./cluster/follow-objects.ts";
import { type ClusterAddress, loadKubeConfig } from "./cluster/kube-config.ts";
import { ClusterObjects } from "./cluster/objects.ts";
import { FunctionSecrets } from "./function-secrets.ts";
import { type AttemptName, LABELS } from "./manifests/names.ts";
import type { PodSettings } from "./manifests/pod-settings.ts";
import { ensureNamespace } from "./namespace.ts";
import { PATIENCE, type Patience } from "./patience.ts";
import { PodAttempts } from "./pod-attempts.ts";
import type { Pod } from "./pods/pod.ts";
import { PodBoard } from "./pods/pod-board.ts";
import { foreignJobs, watchProblems } from "./problems.ts";
import { type Right, missingRights, rightProblems } from "./rights.ts";
import { Sweeper } from "./sweeper.ts";
import type { Workshop } from "./workshop.ts";

export interface KubernetesRunnerOptions {
  cluster: ClusterAddress;
  namespace: string;
  store: ObjectStore & { readonly remote: RemoteAccess };
  logs: FileJobLogs;
  uploads: UploadRecord;
  settings: PodSettings & { tokenKey: string };
  log: Logger;
  patience?: Partial<Patience>;
}

const SWEEP_EVERY_MS = 5 * 60_000;
const RIGHTS_EVERY_MS = 60_000;
const SAVE_LIMIT_MS = 5000;

/** Runs each attempt as a Kubernetes Job in the function's own image. */
export class KubernetesRunner implements JobRunner {
  readonly kind = "kubernetes";
  /** What the supervisors in the pods ask for. */
  readonly remote: RemoteAttempts;
  readonly #workshop: Workshop;
  readonly #connection: ClusterConnection;
  readonly #sweeper: Sweeper;
  readonly #closing = new AbortController();
  readonly #leads = new Map<string, AttemptLead>();
  readonly #ends = new Set<Promise<unknown>>();
  readonly #loops: Promise<void>[] = [];
  /** Why the cluster does not answer. */
  #fault: unknown;
  /** What it does not let us do. */
  #missing: Right[] = [];

  private constructor(
    connection: ClusterConnection,
    options: KubernetesRunnerOptions,
  ) {
    const { store, uploads, settings, log } = options;
    this.#connection = connection;
    const objects = new ClusterObjects(connection, options.namespace);
    this.#workshop = {
      objects,
      board: new PodBoard(),
      secrets: new FunctionSecrets({
        objects,
        ledgerId: settings.ledgerId,
        isUsed: (of) => this.#isUsed(of),
      }),
      store,
      logs: options.logs,
      uploads,
      settings,
      patience: { ...PATIENCE, ...options.patience },
      crowdBefore: (attempt) => this.#crowdBefore(attempt),
      ensureNamespace: () => ensureNamespace(objects),
      log,
    };
    this.#sweeper = new Sweeper(this.#workshop);
    this.remote = new PodAttempts({
      remote: store.remote,
      uploads,
      tokenKey: settings.tokenKey,
      living: (jobId, attempt) => this.#leads.get(keyOf({ jobId, attempt })),
    });
  }

  /**
   * Begins to watch the cluster, which need not answer yet.
   * @throws AppError `unavailable` for a kubeconfig that cannot be used
   */
  static async open(
    options: KubernetesRunnerOptions,
  ): Promise<KubernetesRunner> {
    const config = await loadKubeConfig(options.cluster);
    const runner = new KubernetesRunner(new ClusterConnection(config), options);
    runner.#loops.push(
      runner.#watch(),
      runner.#keepSwept(),
      runner.#keepAsking(),
    );
    return runner;
  }

  run(
    attempt: AttemptSpec,
    hooks: AttemptHooks,
    options: { signal: AbortSignal },
  ): Promise<AttemptEnd> {
    const lead = this.#leadOf(attempt, hooks, options.signal);
    return this.#follow(lead, () => lead.run());
  }

  resume(
    attempt: AttemptSpec,
    ref: RunnerRef | undefined,
    options: { hooks: AttemptHooks; signal: AbortSignal },
  ): Promise<AttemptEnd> {
    const lead = this.#leadOf(attempt, options.hooks, options.signal);
    return this.#follow(lead, () => lead.resume(ref));
  }

  async release(attempt: AttemptName): Promise<void> {
    const lead = this.#leads.get(keyOf(attempt));
    if (!lead) return;
    this.#leads.delete(keyOf(attempt));
    await this.#leniently("attempt was left to the sweep", () =>
      lead.release(),
    );
  }

  async sweep(
    isAlive: (jobId: string, attempt: number) => boolean,
    isKnown: (functionUid: string) => boolean,
  ): Promise<void> {
    await this.#leniently("sweep failed", async () => {
      await this.#workshop.ensureNamespace();
      await this.#sweeper.sweep(({ jobId, attempt }) =>
        isAlive(jobId, attempt),
      );
      await this.#workshop.secrets.sweep(isKnown);
    });
  }

  async functionSaved(saved: SavedFunction): Promise<void> {
    for (const lead of this.#leadsOf(saved.functionUid))
      if (lead.spec.generation < saved.generation) lead.giveBack();
    const work = this.#leniently("login of a function was not renewed", () =>
      this.#workshop.secrets.saved(saved),
    );
    // A cluster that is away must not keep anybody from saving.
    const { signal } = this.#closing;
    await waitUntil(work, { timeoutMs: SAVE_LIMIT_MS, signal });
  }

  async functionDeleted(functionUid: string): Promise<void> {
    await this.#leniently("secrets of a function were left to the sweep", () =>
      this.#workshop.secrets.deleted(functionUid),
    );
  }

  problemsOf(functionUid: string): string[] {
    const problems = this.#leadsOf(functionUid).map((lead) => lead.waitingFor);
    return [...new Set(problems.filter((text) => text !== undefined))];
  }

  problems(): RunnerProblem[] {
    const { namespace } = this.#workshop.objects;
    return [
      ...watchProblems(this.#fault),
      ...rightProblems(this.#missing, namespace),
      ...foreignJobs(this.#sweeper.foreign, namespace),
    ];
  }

  /** Leaves what runs in the cluster to the next server. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#closing.abort();
    await Promise.allSettled(this.#ends);
    await Promise.allSettled(this.#loops);
    await this.#connection[Symbol.asyncDispose]();
  }

  #leadOf(
    spec: AttemptSpec,
    hooks: AttemptHooks,
    cancel: AbortSignal,
  ): AttemptLead {
    if (this.#leads.has(keyOf(spec)))
      throw new Error(`${keyOf(spec)} runs already`);
    const signals = { cancel, closing: this.#closing.signal };
    return new AttemptLead(this.#workshop, spec, { hooks, signals });
  }

  async #follow(
    lead: AttemptLead,
    work: () => Promise<AttemptEnd>,
  ): Promise<AttemptEnd> {
    this.#leads.set(keyOf(lead.spec), lead);
    const end = work().catch(async (error: unknown) => {
      await lead.endPod();
      throw error;
    });
    this.#ends.add(end);
    return end.finally(() => this.#ends.delete(end));
  }

  #leadsOf(functionUid: string): AttemptLead[] {
    return [...this.#leads.values()].filter(
      ({ spec }) => spec.functionUid === functionUid,
    );
  }

  #isUsed(of: { functionUid: string; generation: number }): boolean {
    return this.#leadsOf(of.functionUid).some(
      ({ spec }) => spec.generation === of.generation,
    );
  }

  #crowdBefore(attempt: AttemptSpec): number {
    const since = this.#leads.get(keyOf(attempt))?.imageSince ?? 0;
    return this.#leadsOf(attempt.functionUid).filter(
      ({ imageSince }) => imageSince !== undefined && imageSince < since,
    ).length;
  }

  async #watch(): Promise<void> {
    const { objects, board, settings, log } = this.#workshop;
    await followObjects<Pod>(objects, {
      kind: "pods",
      labelSelector: `${LABELS.ledger}=${settings.ledgerId}`,
      observer: board,
      signal: this.#closing.signal,
      onState: (fault) => {
        if (fault && !this.#fault) log.warn({ err: fault }, "cluster is away");
        if (!fault && this.#fault) log.info("cluster is back");
        this.#fault = fault;
      },
    });
  }

  /** Rights are given and taken while we run. */
  async #keepAsking(): Promise<void> {
    const { signal } = this.#closing;
    const { objects, patience } = this.#workshop;
    while (!signal.aborted) {
      await this.#leniently("rights were not asked for", async () => {
        this.#missing = await missingRights(objects);
      });
      const isBad = this.#missing.length > 0 || this.#fault !== undefined;
      await pause(isBad ? patience.lookMs : RIGHTS_EVERY_MS, { signal });
    }
  }

  /** What nobody leads may appear late: the request that made it was under way. */
  async #keepSwept(): Promise<void> {
    const { signal } = this.#closing;
    for (;;) {
      await pause(SWEEP_EVERY_MS, { signal });
      if (signal.aborted) return;
      await this.#leniently("sweep failed", () =>
        this.#sweeper.sweep((attempt) => this.#leads.has(keyOf(attempt))),
      );
    }
  }

  /** What a later sweep does as well must not fail what it belongs to. */
  async #leniently(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (err) {
      if (!this.#closing.signal.aborted) this.#workshop.log.warn({ err }, what);
    }
  }
}

function keyOf({ jobId, attempt }: AttemptName): string {
  return `${jobId}/${attempt}`;
}
