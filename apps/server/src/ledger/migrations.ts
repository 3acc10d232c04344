import { type Kysely, sql } from "kysely";
import type { Migration } from "kysely/migration";

/** Applied in the order of their names, each once. A released one is never edited. */
export const migrations: Record<string, Migration> = {
  "001-first": { up: first },
  "002-waiting-jobs": { up: waitingJobs },
  "003-pod-uploads": { up: podUploads },
  "004-late-crcs": { up: lateCrcs },
};

async function first(db: Kysely<unknown>): Promise<void> {
  for (const statement of FIRST) await sql.raw(statement).execute(db);
}

/** Without it every look at the queue reads all of it, to know when the next retry is due. */
async function waitingJobs(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE INDEX jobs_waiting ON jobs (state, not_before)
    WHERE not_before > 0`.execute(db);
}

/** Without a reference to jobs: what was begun has to be undone, also of one that is gone. */
async function podUploads(db: Kysely<unknown>): Promise<void> {
  await sql`CREATE TABLE pod_uploads (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    job_id TEXT NOT NULL, attempt INTEGER NOT NULL, pod TEXT NOT NULL,
    bucket TEXT NOT NULL, key TEXT NOT NULL, token TEXT NOT NULL,
    size INTEGER, crc32 INTEGER) STRICT`.execute(db);
  await sql`CREATE INDEX pod_uploads_by_attempt ON pod_uploads (job_id, attempt)`.execute(
    db,
  );
}

/** The CRC-32 of a zip's small files is found when they are sent. Tickets that are out stay good. */
async function lateCrcs(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE archive_entries RENAME TO entries_before`.execute(db);
  await sql`CREATE TABLE archive_entries (
    archive_id TEXT NOT NULL REFERENCES archives ON DELETE CASCADE,
    position INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, etag TEXT NOT NULL, modified_at INTEGER NOT NULL,
    crc32 INTEGER, PRIMARY KEY (archive_id, position)) STRICT, WITHOUT ROWID`.execute(
    db,
  );
  await sql`INSERT INTO archive_entries SELECT * FROM entries_before`.execute(
    db,
  );
  await sql`DROP TABLE entries_before`.execute(db);
}

const FIRST = [
  `CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT`,

  `CREATE TABLE functions (
    uid TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, generation INTEGER NOT NULL,
    created_at INTEGER NOT NULL, updated_at INTEGER NOT NULL,
    concurrency INTEGER, is_deleting INTEGER NOT NULL DEFAULT 0) STRICT`,
  `CREATE TABLE generations (
    function_uid TEXT NOT NULL REFERENCES functions ON DELETE CASCADE,
    generation INTEGER NOT NULL, definition TEXT NOT NULL, created_at INTEGER NOT NULL,
    PRIMARY KEY (function_uid, generation)) STRICT`,
  `CREATE TABLE watches (
    function_uid TEXT NOT NULL REFERENCES functions ON DELETE CASCADE,
    bucket TEXT NOT NULL, prefix TEXT NOT NULL, suffix TEXT NOT NULL,
    watched_since INTEGER NOT NULL,
    PRIMARY KEY (function_uid, bucket, prefix, suffix)) STRICT`,

  `CREATE TABLE jobs (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE,
    function_uid TEXT NOT NULL REFERENCES functions ON DELETE CASCADE,
    function_name TEXT NOT NULL, generation INTEGER NOT NULL,
    bucket TEXT NOT NULL, key TEXT NOT NULL, etag TEXT NOT NULL,
    size INTEGER NOT NULL, modified_at INTEGER NOT NULL,
    state TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,
    failures INTEGER NOT NULL DEFAULT 0, losses INTEGER NOT NULL DEFAULT 0,
    not_before INTEGER NOT NULL DEFAULT 0,
    reason TEXT, message TEXT, exit_code INTEGER,
    created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER) STRICT`,
  `CREATE INDEX jobs_by_function ON jobs (function_uid, seq)`,
  `CREATE INDEX jobs_by_state ON jobs (state, function_uid, seq)`,
  `CREATE INDEX jobs_by_input ON jobs (bucket, key, seq)`,
  `CREATE INDEX jobs_by_end ON jobs (finished_at) WHERE finished_at IS NOT NULL`,

  `CREATE TABLE job_counts (
    function_uid TEXT NOT NULL REFERENCES functions ON DELETE CASCADE,
    state TEXT NOT NULL, jobs INTEGER NOT NULL,
    PRIMARY KEY (function_uid, state)) STRICT`,
  `CREATE TRIGGER jobs_counted AFTER INSERT ON jobs BEGIN
    INSERT INTO job_counts VALUES (new.function_uid, new.state, 1)
      ON CONFLICT DO UPDATE SET jobs = jobs + 1;
  END`,
  `CREATE TRIGGER jobs_recounted AFTER UPDATE OF state ON jobs
    WHEN old.state <> new.state BEGIN
    UPDATE job_counts SET jobs = jobs - 1
      WHERE function_uid = old.function_uid AND state = old.state;
    INSERT INTO job_counts VALUES (new.function_uid, new.state, 1)
      ON CONFLICT DO UPDATE SET jobs = jobs + 1;
  END`,

  `CREATE TABLE attempts (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    number INTEGER NOT NULL, generation INTEGER NOT NULL, state TEXT NOT NULL,
    reason TEXT, message TEXT, exit_code INTEGER, ref TEXT,
    created_at INTEGER NOT NULL, started_at INTEGER, finished_at INTEGER,
    PRIMARY KEY (job_id, number)) STRICT`,
  `CREATE TABLE staged (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    position INTEGER NOT NULL, bucket TEXT NOT NULL, key TEXT NOT NULL,
    size INTEGER NOT NULL, crc32 INTEGER NOT NULL, token TEXT NOT NULL,
    PRIMARY KEY (job_id, position)) STRICT`,
  `CREATE TABLE outputs (
    job_id TEXT NOT NULL REFERENCES jobs (id) ON DELETE CASCADE,
    bucket TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL,
    PRIMARY KEY (job_id, bucket, key)) STRICT`,
  `CREATE INDEX outputs_by_object ON outputs (bucket, key)`,

  `CREATE TABLE objects (
    bucket TEXT NOT NULL, key TEXT NOT NULL, size INTEGER NOT NULL, etag TEXT NOT NULL,
    modified_at INTEGER NOT NULL, crc32 INTEGER, job_id TEXT,
    PRIMARY KEY (bucket, key)) STRICT, WITHOUT ROWID`,

  `CREATE TABLE sessions (
    id_hash TEXT PRIMARY KEY, user_name TEXT NOT NULL,
    created_at INTEGER NOT NULL, seen_at INTEGER NOT NULL) STRICT`,

  `CREATE TABLE archives (
    id TEXT PRIMARY KEY, bucket TEXT NOT NULL, name TEXT NOT NULL, etag TEXT NOT NULL,
    size_bytes INTEGER NOT NULL, entries INTEGER NOT NULL,
    created_at INTEGER NOT NULL, expires_at INTEGER NOT NULL) STRICT`,
  `CREATE TABLE archive_entries (
    archive_id TEXT NOT NULL REFERENCES archives ON DELETE CASCADE,
    position INTEGER NOT NULL, key TEXT NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, etag TEXT NOT NULL, modified_at INTEGER NOT NULL,
    crc32 INTEGER NOT NULL, PRIMARY KEY (archive_id, position)) STRICT, WITHOUT ROWID`,
];
