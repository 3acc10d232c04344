import { ArchiveLedger } from "./archives.ts";
import { FunctionsLedger } from "./functions.ts";
import { JobsLedger } from "./jobs.ts";
import { MetaLedger } from "./meta.ts";
import { ObjectsLedger } from "./objects.ts";
import { PublishingLedger } from "./publishing.ts";
import { SessionLedger } from "./sessions.ts";
import { JobTransitions } from "./transitions.ts";
import { UploadLedger } from "./uploads.ts";
import { type Database, copyDatabase, openDatabase } from "./database.ts";
import { LightTransactions } from "./light-transactions.ts";

/** Everything that must survive a crash, in one database. */
export class Ledger implements AsyncDisposable {
  readonly database: Database;
  readonly meta: MetaLedger;
  readonly functions: FunctionsLedger;
  readonly jobs: JobsLedger;
  readonly transitions: JobTransitions;
  readonly publishing: PublishingLedger;
  readonly uploads: UploadLedger;
  readonly objects: ObjectsLedger;
  readonly archives: ArchiveLedger;
  readonly sessions: SessionLedger;

  readonly #light: LightTransactions;

  private constructor(database: Database) {
    this.database = database;
    this.#light = new LightTransactions(database);
    this.meta = new MetaLedger(database);
    this.functions = new FunctionsLedger(database);
    this.jobs = new JobsLedger(database);
    this.transitions = new JobTransitions(database, this.#light);
    this.publishing = new PublishingLedger(database, this.#light);
    this.uploads = new UploadLedger(database);
    this.objects = new ObjectsLedger(database);
    this.archives = new ArchiveLedger(database);
    this.sessions = new SessionLedger(database);
  }

  /** @throws AppError `unavailable` where another server has the file open, or made it newer */
  static async open(filePath: string): Promise<Ledger> {
    return new Ledger(await openDatabase(filePath));
  }

  /** A copy of all of it, as it is at one moment. */
  copyTo(filePath: string): Promise<void> {
    return copyDatabase(this.database, filePath);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#light[Symbol.dispose]();
    await this.database.destroy();
  }
}
