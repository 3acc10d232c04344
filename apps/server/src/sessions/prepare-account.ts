import { randomInt } from "node:crypto";
import { chmod, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import type { MetaLedger } from "../ledger/meta.ts";
import type { Account } from "./log-in.ts";
import type { PasswordHasher } from "./password-hasher.ts";
import type { Sessions } from "./sessions.ts";

export interface AccountParts {
  meta: MetaLedger;
  hasher: PasswordHasher;
  sessions: Sessions;
}

export interface AccountWishes {
  name: string;
  /** None: the stored one stays, or one is made. */
  password: string | undefined;
  dataDir: string;
  /** Whether a person is there to read a password. */
  isTerminal: boolean;
  /** Prints a line for the person who starts the server; not for the log. */
  announce(line: string): void;
}

const HASH = "admin_password_hash";
const NAME = "admin_name";
/** Without characters that look alike. */
const LETTERS = "abcdefghjkmnpqrstuvwxyz23456789";

/**
 * The admin's account as the ledger keeps it. Another password or name than last time
 * replaces it and ends all sessions; at the first start without one, one is made.
 */
export async function prepareAccount(
  parts: AccountParts,
  wishes: AccountWishes,
): Promise<Account> {
  const stored = await parts.meta.get(HASH);
  const storedName = await parts.meta.get(NAME);
  const isSame =
    stored !== undefined &&
    (wishes.password === undefined ||
      (await parts.hasher.verify(wishes.password, stored)));
  if (storedName !== undefined && (!isSame || storedName !== wishes.name)) {
    await parts.sessions.endAll();
  }
  const passwordHash = isSame ? stored : await newHash(parts, wishes);
  await parts.meta.set(HASH, passwordHash);
  await parts.meta.set(NAME, wishes.name);
  return { name: wishes.name, passwordHash };
}

async function newHash(
  { hasher }: AccountParts,
  wishes: AccountWishes,
): Promise<string> {
  const filePath = path.join(wishes.dataDir, "initial-password");
  if (wishes.password !== undefined) {
    await rm(filePath, { force: true });
    return hasher.hash(wishes.password);
  }
  const password = readablePassword();
  // Told before it is stored: a password that nobody was told would lock everybody out.
  if (wishes.isTerminal) {
    wishes.announce(`Log in as ${wishes.name} with the password ${password}`);
    wishes.announce("It is shown only this once.");
  } else {
    await writeFile(filePath, `${password}\n`, { mode: 0o600 });
    await chmod(filePath, 0o600);
    wishes.announce(`The password of ${wishes.name} is in ${filePath}`);
  }
  return hasher.hash(password);
}

/** 79 bits in groups of four, to be typed by hand. */
function readablePassword(): string {
  const group = () =>
    Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join(
      "",
    );
  return [group(), group(), group(), group()].join("-");
}
