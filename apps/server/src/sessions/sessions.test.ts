import { AppError } from "@oscar/contracts";
import { describe, expect, test } from "vitest";
import { SessionLedger } from "../ledger/sessions.ts";
import { openTestLedger } from "../testing/open-ledger.ts";
import { ABSOLUTE_MS, IDLE_MS, Sessions } from "./sessions.ts";

async function openSessions() {
  const opened = await openTestLedger();
  let now = 1_000_000;
  return {
    ledger: opened.ledger,
    sessions: new Sessions(opened.ledger.sessions, () => now),
    pass: (ms: number) => (now += ms),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

describe("Sessions", () => {
  test("the ledger holds a hash, and no id", async () => {
    await using it = await openSessions();
    const id = await it.sessions.begin("admin");
    const rows = await it.ledger.database
      .selectFrom("sessions")
      .selectAll()
      .execute();
    expect(rows).toHaveLength(1);
    expect(JSON.stringify(rows)).not.toContain(id);
    expect(await it.sessions.find(id)).toMatchObject({ userName: "admin" });
    expect(await it.sessions.find(rows[0]?.id_hash ?? "")).toBeUndefined();
  });

  test("an idle session ends, a used one does not", async () => {
    await using it = await openSessions();
    const idle = await it.sessions.begin("admin");
    const used = await it.sessions.begin("admin");
    it.pass(IDLE_MS - 1);
    expect(await it.sessions.find(used)).toBeDefined();
    it.pass(1);
    expect(await it.sessions.find(idle)).toBeUndefined();
    expect(await it.sessions.find(used)).toBeDefined();
  });

  test("asking whether a session is active does not prolong it", async () => {
    await using it = await openSessions();
    const id = await it.sessions.begin("admin");
    const found = await it.sessions.find(id);
    it.pass(IDLE_MS - 1);
    expect(await it.sessions.isActive(found?.idHash ?? "")).toBe(true);
    it.pass(1);
    expect(await it.sessions.isActive(found?.idHash ?? "")).toBe(false);
  });

  test("touching keeps a session, but not for ever", async () => {
    await using it = await openSessions();
    const id = await it.sessions.begin("admin");
    const found = await it.sessions.find(id);
    for (let passed = 0; passed < ABSOLUTE_MS; passed += IDLE_MS / 2) {
      expect(await it.sessions.isActive(found?.idHash ?? "")).toBe(true);
      await it.sessions.touch(found?.idHash ?? "");
      it.pass(IDLE_MS / 2);
    }
    expect(await it.sessions.find(id)).toBeUndefined();
  });

  test("expired sessions leave the ledger", async () => {
    await using it = await openSessions();
    await it.sessions.begin("admin");
    it.pass(IDLE_MS + 1);
    await it.sessions.begin("admin");
    const rows = await it.ledger.database
      .selectFrom("sessions")
      .selectAll()
      .execute();
    expect(rows).toHaveLength(1);
  });
});

describe("on a full disk", () => {
  class FullLedger extends SessionLedger {
    isFull = false;
    #refuseIfFull(): void {
      if (this.isFull) throw new AppError("storage_full", "The disk is full.");
    }
    override async add(row: Parameters<SessionLedger["add"]>[0]) {
      this.#refuseIfFull();
      await super.add(row);
    }
    override async touch(idHash: string, seenAt: number) {
      this.#refuseIfFull();
      await super.touch(idHash, seenAt);
    }
    override async remove(idHash: string) {
      this.#refuseIfFull();
      await super.remove(idHash);
    }
  }

  async function openFull() {
    const opened = await openTestLedger();
    const ledger = new FullLedger(opened.ledger.database);
    let now = 1_000_000;
    return {
      ledger,
      sessions: new Sessions(ledger, () => now),
      pass: (ms: number) => (now += ms),
      [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
    };
  }

  test("a new session is one, until it ends", async () => {
    await using it = await openFull();
    it.ledger.isFull = true;
    const id = await it.sessions.begin("admin");
    const other = await it.sessions.begin("admin");
    it.pass(IDLE_MS - 1);
    const found = await it.sessions.find(id);
    expect(found?.userName).toBe("admin");
    it.pass(IDLE_MS - 1);
    expect(await it.sessions.find(id), "was seen meanwhile").toBeDefined();
    expect(await it.sessions.find(other), "was not").toBeUndefined();
    await it.sessions.end(found?.idHash ?? "");
    expect(await it.sessions.find(id)).toBeUndefined();
  });

  test("an earlier session goes on, though nobody can write that it was seen", async () => {
    await using it = await openFull();
    const id = await it.sessions.begin("admin");
    it.ledger.isFull = true;
    it.pass(IDLE_MS / 2);
    expect(await it.sessions.find(id)).toBeDefined();
    it.pass(IDLE_MS);
    expect(await it.sessions.find(id)).toBeUndefined();
  });
});
