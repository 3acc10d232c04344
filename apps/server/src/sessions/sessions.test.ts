import { describe, expect, test } from "vitest";
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
