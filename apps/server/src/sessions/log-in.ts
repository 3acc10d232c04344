import { createHmac, randomBytes } from "node:crypto";
import { AppError, type Credentials } from "@oscar/contracts";
import type { LoginLimiter } from "./login-limiter.ts";
import type { PasswordHasher } from "./password-hasher.ts";

const REMEMBER_MS = 5 * 60_000;
const MAX_REMEMBERED = 1000;

/** The one account. */
export interface Account {
  name: string;
  passwordHash: string;
}

export interface LogInParts {
  account: Account;
  hasher: PasswordHasher;
  limiter: LoginLimiter;
}

/** Checks names and passwords, of the login page and of Basic headers alike. */
export class LogIn {
  readonly #parts: LogInParts;
  /** Of this process alone: what is remembered is no use to a reader of its memory's copy. */
  readonly #key = randomBytes(32);
  readonly #remembered = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<void>>();

  constructor(parts: LogInParts) {
    this.#parts = parts;
  }

  /** @throws AppError `wrong_credentials`, or `too_many_requests` after many failures */
  async verify({ name, password }: Credentials, ip: string): Promise<void> {
    const { account, hasher, limiter } = this.#parts;
    const isKnown = name === account.name;
    const source = { name, ip };
    await limiter.begin(source);
    const isRight = await hasher.verify(
      password,
      isKnown ? account.passwordHash : undefined,
    );
    if (!isRight) {
      await limiter.failed(source);
      throw new AppError(
        "wrong_credentials",
        "Username or password is incorrect",
      );
    }
    await limiter.succeeded(source);
  }

  /**
   * As `verify`, but what was right is remembered for five minutes: a script sends its
   * password with every request, and each hash takes a third of a second.
   */
  async verifyBasic(credentials: Credentials, ip: string): Promise<void> {
    const { name, password } = credentials;
    const tag = createHmac("sha256", this.#key)
      .update(JSON.stringify([name, password]))
      .digest("base64");
    if ((this.#remembered.get(tag) ?? 0) > Date.now()) return;
    const running = this.#underWay.get(tag);
    if (running) return running;
    const verified = this.verify(credentials, ip).then(() =>
      this.#remember(tag),
    );
    this.#underWay.set(tag, verified);
    try {
      await verified;
    } finally {
      this.#underWay.delete(tag);
    }
  }

  #remember(tag: string): void {
    const now = Date.now();
    for (const [known, until] of this.#remembered) {
      if (until <= now || this.#remembered.size >= MAX_REMEMBERED) {
        this.#remembered.delete(known);
      }
    }
    this.#remembered.set(tag, now + REMEMBER_MS);
  }
}

/** The name and password of a Basic header (RFC 7617), or undefined for any other. */
export function basicCredentials(header: string): Credentials | undefined {
  const match = /^Basic +([A-Za-z0-9+/]+={0,2})$/i.exec(header);
  if (!match) return undefined;
  const text = Buffer.from(match[1] ?? "", "base64").toString("utf8");
  const colon = text.indexOf(":");
  if (colon < 1 || text.length > 1300) return undefined;
  return { name: text.slice(0, colon), password: text.slice(colon + 1) };
}
