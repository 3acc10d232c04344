import type { JobState } from "@oscar/contracts";
import type { Database } from "./database.ts";
import { partsOf } from "./parts-of.ts";
import type { JobRow } from "./tables.ts";

export interface JobFilter {
  functionName?: string;
  states?: JobState[];
  bucket?: string;
  key?: string;
  /** Whether a job of this input's key is wanted. */
  isKeyWanted?: (key: string) => boolean;
  output?: { bucket: string; key: string };
  /** Only jobs older than this one: the last of the page before. */
  beforeSeq?: number;
  limit: number;
}

/** So many keys are looked at in one go. */
const SEARCHED_AT_ONCE = 2000;

/** The newest jobs that a filter lets through, the newest first. */
export async function listJobs(
  db: Database,
  filter: JobFilter,
): Promise<JobRow[]> {
  if (filter.isKeyWanted) return search(db, filter, filter.isKeyWanted);
  const { states = [undefined], limit } = filter;
  const rows: JobRow[] = [];
  // One state after the other: of all at once SQLite would sort every job to find the newest.
  for (const state of states)
    rows.push(
      ...(await select(db, filter, state)
        .selectAll("jobs")
        .limit(limit)
        .execute()),
    );
  return newest(rows).slice(0, limit);
}

function newest<T extends { seq: number }>(rows: T[]): T[] {
  return rows.toSorted((a, b) => b.seq - a.seq);
}

/** Looks through the keys part by part, so that others get their turn between. */
async function search(
  db: Database,
  filter: JobFilter,
  isKeyWanted: (key: string) => boolean,
): Promise<JobRow[]> {
  const found: number[] = [];
  let { beforeSeq } = filter;
  while (found.length < filter.limit) {
    const part = await select(db, { ...filter, beforeSeq }, undefined)
      .select(["jobs.seq", "jobs.key", "jobs.state"])
      .limit(SEARCHED_AT_ONCE)
      .execute();
    for (const { seq, key, state } of part) {
      const isWanted = !filter.states || filter.states.includes(state);
      if (isWanted && isKeyWanted(key)) found.push(seq);
    }
    const last = part.at(-1);
    if (!last || part.length < SEARCHED_AT_ONCE) break;
    beforeSeq = last.seq;
    await new Promise((resolve) => setImmediate(resolve));
  }
  return rowsOf(db, found.slice(0, filter.limit));
}

async function rowsOf(db: Database, seqs: number[]): Promise<JobRow[]> {
  const rows: JobRow[] = [];
  for (const part of partsOf(seqs))
    rows.push(
      ...(await db
        .selectFrom("jobs")
        .selectAll()
        .where("seq", "in", part)
        .execute()),
    );
  return newest(rows);
}

type Where = Omit<JobFilter, "limit" | "beforeSeq"> & {
  beforeSeq?: number | undefined;
};

function select(db: Database, filter: Where, state: JobState | undefined) {
  let query = db.selectFrom("jobs").orderBy("jobs.seq", "desc");
  if (filter.functionName !== undefined)
    query = query.where("jobs.function_uid", "in", (uids) =>
      uids
        .selectFrom("functions")
        .select("uid")
        .where("name", "=", filter.functionName ?? ""),
    );
  if (state) query = query.where("jobs.state", "=", state);
  if (filter.bucket !== undefined)
    query = query.where("jobs.bucket", "=", filter.bucket);
  if (filter.key !== undefined)
    query = query.where("jobs.key", "=", filter.key);
  const { output } = filter;
  if (output)
    query = query.where("jobs.id", "in", (ids) =>
      ids
        .selectFrom("outputs")
        .select("job_id")
        .where("bucket", "=", output.bucket)
        .where("key", "=", output.key),
    );
  if (filter.beforeSeq !== undefined)
    query = query.where("jobs.seq", "<", filter.beforeSeq);
  return query;
}
