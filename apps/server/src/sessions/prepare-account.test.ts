import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { openTestLedger } from "../testing/open-ledger.ts";
import { PasswordHasher } from "./password-hasher.ts";
import { type AccountWishes, prepareAccount } from "./prepare-account.ts";
import { Sessions } from "./sessions.ts";

async function open() {
  const opened = await openTestLedger();
  const hasher = new PasswordHasher({ log2N: 10 });
  const sessions = new Sessions(opened.ledger.sessions);
  const lines: string[] = [];
  const dataDir = path.dirname(opened.filePath);
  return {
    hasher,
    sessions,
    lines,
    dataDir,
    start: (wishes: Partial<AccountWishes>) =>
      prepareAccount(
        { meta: opened.ledger.meta, hasher, sessions },
        {
          name: "admin",
          password: undefined,
          dataDir,
          isTerminal: false,
          announce: (line) => lines.push(line),
          ...wishes,
        },
      ),
    [Symbol.asyncDispose]: () => opened[Symbol.asyncDispose](),
  };
}

describe("prepareAccount", () => {
  test("shows a made password once, on a terminal", async () => {
    await using it = await open();
    const account = await it.start({ isTerminal: true });
    const [, password = ""] = /password (\S+)$/.exec(it.lines[0] ?? "") ?? [];
    expect(password).toMatch(/^([a-z2-9]{4}-){3}[a-z2-9]{4}$/);
    expect(await it.hasher.verify(password, account.passwordHash)).toBe(true);
    it.lines.length = 0;
    expect(await it.start({ isTerminal: true })).toEqual(account);
    expect(it.lines).toEqual([]);
  });

  test("without a terminal writes it to a file that only we can read", async () => {
    await using it = await open();
    const account = await it.start({});
    const filePath = path.join(it.dataDir, "initial-password");
    const password = (await readFile(filePath, "utf8")).trim();
    expect((await stat(filePath)).mode & 0o777).toBe(0o600);
    expect(await it.hasher.verify(password, account.passwordHash)).toBe(true);
    expect(it.lines.join()).toContain(filePath);
    expect(it.lines.join()).not.toContain(password);
  });

  test("another password ends the sessions, the same one does not", async () => {
    await using it = await open();
    const first = await it.start({ password: "correct horse" });
    const id = await it.sessions.begin("admin");
    expect(await it.start({ password: "correct horse" })).toEqual(first);
    expect(await it.start({})).toEqual(first);
    expect(await it.sessions.find(id)).toBeDefined();
    const second = await it.start({ password: "battery staple" });
    expect(await it.sessions.find(id)).toBeUndefined();
    expect(await it.hasher.verify("correct horse", second.passwordHash)).toBe(
      false,
    );
    expect(await it.hasher.verify("battery staple", second.passwordHash)).toBe(
      true,
    );
  });

  test("a password of the operator's removes the file of the made one", async () => {
    await using it = await open();
    await it.start({});
    await it.start({ password: "battery staple" });
    const filePath = path.join(it.dataDir, "initial-password");
    await expect(stat(filePath)).rejects.toMatchObject({ code: "ENOENT" });
  });

  test("another name ends the sessions", async () => {
    await using it = await open();
    await it.start({ password: "correct horse" });
    const id = await it.sessions.begin("admin");
    await it.start({ password: "correct horse", name: "root" });
    expect(await it.sessions.find(id)).toBeUndefined();
  });
});
