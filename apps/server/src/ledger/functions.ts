import { AppError, type FunctionDefinition } from "@oscar/contracts";
import { CompiledQuery, type Transaction } from "kysely";
import type { Database } from "./database.ts";
import type { FunctionsTable, Tables, WatchesTable } from "./tables.ts";

/** A function as the ledger keeps it: its definition is what the user gave, secrets included. */
export interface StoredFunction {
  uid: string;
  name: string;
  generation: number;
  definition: FunctionDefinition;
  createdAt: Date;
  updatedAt: Date;
  isDeleting: boolean;
}

export type WatchRow = Omit<WatchesTable, "function_uid">;

type QueuedFunction = Pick<FunctionsTable, "uid" | "concurrency">;

export interface Saving {
  uid: string;
  definition: FunctionDefinition;
  now: Date;
  /** Sees the other functions inside the transaction; throws to refuse. */
  check(others: StoredFunction[]): void;
  /** The watches to keep, given those that the function has. */
  watches(known: WatchRow[]): WatchRow[];
}

// Asked for every job that starts, so it is not built anew each time.
const WITH_QUEUED = CompiledQuery.raw(`SELECT uid, concurrency
  FROM job_counts JOIN functions ON functions.uid = job_counts.function_uid
  WHERE state = 'queued' AND jobs > 0 AND is_deleting = 0 ORDER BY name`);

/** A script has up to 512 KiB. */
const MAX_DEFINITIONS = 16;

/** Functions, their generations and what they watch. */
export class FunctionsLedger {
  readonly #db: Database;
  /** Those asked for last, by function and generation; what a generation said never changes. */
  readonly #definitions = new Map<string, FunctionDefinition>();

  constructor(db: Database) {
    this.#db = db;
  }

  list(): Promise<StoredFunction[]> {
    return listFunctions(this.#db);
  }

  async get(name: string): Promise<StoredFunction | undefined> {
    const row = await selectFunctions(this.#db)
      .where("functions.name", "=", name)
      .executeTakeFirst();
    return row && stored(row);
  }

  async getByUid(uid: string): Promise<StoredFunction | undefined> {
    const row = await selectFunctions(this.#db)
      .where("functions.uid", "=", uid)
      .executeTakeFirst();
    return row && stored(row);
  }

  /** What one generation of a function said; generations are kept as long as the function. */
  async definitionOf(
    uid: string,
    generation: number,
  ): Promise<FunctionDefinition | undefined> {
    const name = `${uid}/${generation}`;
    const known = this.#definitions.get(name);
    if (known) return known;
    const row = await this.#db
      .selectFrom("generations")
      .select("definition")
      .where("function_uid", "=", uid)
      .where("generation", "=", generation)
      .executeTakeFirst();
    if (!row) return undefined;
    const definition = JSON.parse(row.definition) as FunctionDefinition;
    if (this.#definitions.size >= MAX_DEFINITIONS) this.#definitions.clear();
    this.#definitions.set(name, definition);
    return definition;
  }

  /** @throws AppError `function_exists`, and whatever the check throws */
  create(saving: Saving): Promise<StoredFunction> {
    return this.#db.transaction().execute(async (trx) => {
      const all = await listFunctions(trx);
      refuseTakenName(saving.definition.name, all);
      saving.check(all);
      const now = saving.now.getTime();
      const { uid } = saving;
      await trx
        .insertInto("functions")
        .values({
          uid,
          name: saving.definition.name,
          generation: 1,
          created_at: now,
          updated_at: now,
          concurrency: saving.definition.concurrency ?? null,
          is_deleting: 0,
        })
        .execute();
      return saveGeneration(trx, saving, 1);
    });
  }

  /**
   * Makes the next generation.
   * @throws AppError `generation_conflict` where another one was made meanwhile
   */
  update(saving: Saving, fromGeneration: number): Promise<StoredFunction> {
    return this.#db.transaction().execute(async (trx) => {
      const all = await listFunctions(trx);
      const current = all.find((other) => other.uid === saving.uid);
      if (!current || current.isDeleting)
        throw noFunction(saving.definition.name);
      if (current.generation !== fromGeneration) {
        throw new AppError(
          "generation_conflict",
          "Somebody else has changed this function meanwhile. Load it again, then make your change.",
        );
      }
      saving.check(all.filter((other) => other !== current));
      const generation = current.generation + 1;
      await trx
        .updateTable("functions")
        .set({
          generation,
          updated_at: saving.now.getTime(),
          concurrency: saving.definition.concurrency ?? null,
        })
        .where("uid", "=", saving.uid)
        .execute();
      return saveGeneration(trx, saving, generation);
    });
  }

  /** The living functions that have queued jobs. */
  async withQueued(): Promise<QueuedFunction[]> {
    return (await this.#db.executeQuery<QueuedFunction>(WITH_QUEUED)).rows;
  }

  /** From here on the function watches nothing. */
  async markDeleting(uid: string): Promise<void> {
    await this.#db
      .updateTable("functions")
      .set({ is_deleting: 1 })
      .where("uid", "=", uid)
      .execute();
  }

  /** Forgets a function; its jobs are to be deleted before, in batches. */
  async delete(uid: string): Promise<void> {
    await this.#db.deleteFrom("functions").where("uid", "=", uid).execute();
  }

  /** The watches of all functions that are not being deleted. */
  watches(): Promise<WatchesTable[]> {
    return this.#db
      .selectFrom("watches")
      .innerJoin("functions", "functions.uid", "watches.function_uid")
      .selectAll("watches")
      .where("is_deleting", "=", 0)
      .execute();
  }
}

/** The answer to a name that no function has. */
export function noFunction(name: string): AppError {
  return new AppError(
    "function_not_found",
    `There is no function named ${name}. It may have been deleted.`,
  );
}

/** @throws AppError `function_exists` */
export function refuseTakenName(name: string, all: StoredFunction[]): void {
  const other = all.find((each) => each.name === name);
  if (!other) return;
  throw new AppError(
    "function_exists",
    other.isDeleting
      ? `The function ${name} is just being deleted. Try again when it is gone, or choose another name.`
      : `There is a function named ${name} already. Choose another name.`,
  );
}

type Queryable = Database | Transaction<Tables>;

function selectFunctions(db: Queryable) {
  return db
    .selectFrom("functions")
    .innerJoin("generations", (join) =>
      join
        .onRef("generations.function_uid", "=", "functions.uid")
        .onRef("generations.generation", "=", "functions.generation"),
    )
    .select([
      "uid",
      "name",
      "functions.generation",
      "definition",
      "functions.created_at",
      "updated_at",
      "is_deleting",
    ])
    .orderBy("name");
}

async function listFunctions(db: Queryable): Promise<StoredFunction[]> {
  return (await selectFunctions(db).execute()).map(stored);
}

interface FunctionRow {
  uid: string;
  name: string;
  generation: number;
  definition: string;
  created_at: number;
  updated_at: number;
  is_deleting: number;
}

function stored(row: FunctionRow): StoredFunction {
  return {
    uid: row.uid,
    name: row.name,
    generation: row.generation,
    definition: JSON.parse(row.definition) as FunctionDefinition,
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    isDeleting: row.is_deleting === 1,
  };
}

async function saveGeneration(
  trx: Transaction<Tables>,
  saving: Saving,
  generation: number,
): Promise<StoredFunction> {
  await trx
    .insertInto("generations")
    .values({
      function_uid: saving.uid,
      generation,
      definition: JSON.stringify(saving.definition),
      created_at: saving.now.getTime(),
    })
    .execute();
  await replaceWatches(trx, saving);
  const row = await selectFunctions(trx)
    .where("functions.uid", "=", saving.uid)
    .executeTakeFirstOrThrow();
  return stored(row);
}

async function replaceWatches(
  trx: Transaction<Tables>,
  saving: Saving,
): Promise<void> {
  const known = await trx
    .selectFrom("watches")
    .select(["bucket", "prefix", "suffix", "watched_since"])
    .where("function_uid", "=", saving.uid)
    .execute();
  await trx
    .deleteFrom("watches")
    .where("function_uid", "=", saving.uid)
    .execute();
  const rows = saving.watches(known);
  await trx
    .insertInto("watches")
    .values(rows.map((row) => ({ ...row, function_uid: saving.uid })))
    .execute();
}
