import type { ObjectMeta } from "./cluster/objects.ts";
import { type AttemptName, LABELS } from "./manifests/names.ts";
import type { Workshop } from "./workshop.ts";

/** Finds what nobody leads: what is our ledger's goes, what is another's is counted. */
export class Sweeper {
  readonly #workshop: Pick<Workshop, "objects" | "settings" | "log">;
  /** How many Jobs there are of other ledgers, by the ledger's id. */
  #foreign = new Map<string, number>();

  constructor(workshop: Pick<Workshop, "objects" | "settings" | "log">) {
    this.#workshop = workshop;
  }

  get foreign(): ReadonlyMap<string, number> {
    return this.#foreign;
  }

  /** @throws KubernetesError */
  async sweep(isAlive: (attempt: AttemptName) => boolean): Promise<void> {
    const { objects, log } = this.#workshop;
    const { ledgerId } = this.#workshop.settings;
    const jobs = await objects.listNames("jobs", {
      labelSelector: LABELS.ledger,
    });
    this.#foreign = countByLedger(jobs, ledgerId);
    const ours = jobs.filter(
      ({ labels = {} }) => labels[LABELS.ledger] === ledgerId,
    );
    for (const { name } of ours.filter(isDead)) {
      log.info({ job: name }, "leftover job is removed");
      await objects.delete("jobs", name);
    }
    const tokens = await objects.listNames("secrets", {
      labelSelector: `${LABELS.ledger}=${ledgerId},${LABELS.job}`,
    });
    for (const { name } of tokens.filter(isDead))
      await objects.delete("secrets", name);

    function isDead({ labels = {} }: ObjectMeta): boolean {
      const jobId = labels[LABELS.job] ?? "";
      return !isAlive({ jobId, attempt: Number(labels[LABELS.attempt]) });
    }
  }
}

function countByLedger(jobs: ObjectMeta[], own: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { labels = {} } of jobs) {
    const ledger = labels[LABELS.ledger] ?? "";
    if (ledger !== own) counts.set(ledger, (counts.get(ledger) ?? 0) + 1);
  }
  return counts;
}
