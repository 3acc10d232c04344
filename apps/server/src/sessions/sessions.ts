import { createHash, randomBytes } from "node:crypto";
import type { SessionLedger } from "../ledger/sessions.ts";
import type { SessionsTable } from "../ledger/tables.ts";
import { unlessFull } from "../ledger/unless-full.ts";

/** Ends after so long without a request or a byte. */
export const IDLE_MS = 12 * 3_600_000;
/** Ends after so long whatever happens. */
export const ABSOLUTE_MS = 14 * 24 * 3_600_000;
/** A session that was seen more recently is not written again: each write waits for the disk. */
const TOUCH_MS = 60_000;
const MAX_UNWRITTEN = 1000;

export interface ActiveSession {
  /** SHA-256 of the id in the cookie; the id itself is kept nowhere. */
  idHash: string;
  userName: string;
}

/**
 * The sessions of browsers: opaque ids that can be taken back. On a full disk they go on, in
 * memory alone: whoever is to free some space has to log in first.
 */
export class Sessions {
  readonly #ledger: SessionLedger;
  readonly #now: () => number;
  readonly #unwritten = new Map<string, SessionsTable>();

  constructor(ledger: SessionLedger, now: () => number = Date.now) {
    this.#ledger = ledger;
    this.#now = now;
  }

  /** The id for the cookie. */
  async begin(userName: string): Promise<string> {
    const id = randomBytes(32).toString("base64url");
    const now = this.#now();
    const row: SessionsTable = {
      id_hash: hashOf(id),
      user_name: userName,
      created_at: now,
      seen_at: now,
    };
    await unlessFull(
      async () => {
        await this.#ledger.removeExpired({
          seenAt: now - IDLE_MS,
          createdAt: now - ABSOLUTE_MS,
        });
        await this.#ledger.add(row);
      },
      () => this.#keep(row),
    );
    return id;
  }

  /** The session of a cookie's id, which counts as seen; undefined where it has ended. */
  async find(id: string): Promise<ActiveSession | undefined> {
    const idHash = hashOf(id);
    const userName = await this.#userOf(idHash, { isSeen: true });
    return userName === undefined ? undefined : { idHash, userName };
  }

  async isActive(idHash: string): Promise<boolean> {
    return (await this.#userOf(idHash, { isSeen: false })) !== undefined;
  }

  /** Bytes moved: a long transfer keeps its session. */
  async touch(idHash: string): Promise<void> {
    await this.#userOf(idHash, { isSeen: true });
  }

  async end(idHash: string): Promise<void> {
    if (!this.#unwritten.delete(idHash)) await this.#ledger.remove(idHash);
  }

  async endAll(): Promise<void> {
    this.#unwritten.clear();
    await this.#ledger.removeAll();
  }

  async #userOf(
    idHash: string,
    { isSeen }: { isSeen: boolean },
  ): Promise<string | undefined> {
    const row =
      this.#unwritten.get(idHash) ?? (await this.#ledger.find(idHash));
    if (!row) return undefined;
    const now = this.#now();
    if (now - row.seen_at >= IDLE_MS || now - row.created_at >= ABSOLUTE_MS) {
      await unlessFull(() => this.end(idHash));
      return undefined;
    }
    if (isSeen && now - row.seen_at >= TOUCH_MS) {
      if (this.#unwritten.has(idHash)) row.seen_at = now;
      else await unlessFull(() => this.#ledger.touch(idHash, now));
    }
    return row.user_name;
  }

  #keep(row: SessionsTable): void {
    const [oldest] = this.#unwritten.keys();
    if (oldest !== undefined && this.#unwritten.size >= MAX_UNWRITTEN)
      this.#unwritten.delete(oldest);
    this.#unwritten.set(row.id_hash, row);
  }
}

function hashOf(id: string): string {
  return createHash("sha256").update(id).digest("hex");
}
