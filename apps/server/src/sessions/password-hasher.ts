import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { AppError } from "@oscar/contracts";

const KEY_BYTES = 32;
/** OWASP's parameters for scrypt (Password Storage Cheat Sheet): 128 MiB and 0.3 s each. */
const COST = { log2N: 17, r: 8, p: 1 };
/** Each hash takes 128 MiB: without a limit, logging in would be a way to use up the memory. */
const MAX_AT_ONCE = 2;
const MAX_WAITING = 50;

/** Makes and checks hashes of passwords, at most two at once. */
export class PasswordHasher {
  readonly #log2N: number;
  /** Turns that were given out; those under way are counted apart, to be tested. */
  #turns = 0;
  #computing = 0;
  readonly #waiting: (() => void)[] = [];
  /** How many hashes were computed; tells tests that a cache works. */
  computed = 0;
  /** The most that ran at the same time. */
  mostAtOnce = 0;

  constructor(options: { log2N?: number } = {}) {
    this.#log2N = options.log2N ?? COST.log2N;
  }

  /** `scrypt$log2N$r$p$salt$key`, so that old hashes stay good when the cost goes up. */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(16);
    const { r, p } = COST;
    const key = await this.#derive(password, {
      salt,
      log2N: this.#log2N,
      r,
      p,
    });
    const fields = [
      this.#log2N,
      r,
      p,
      salt.toString("base64"),
      key.toString("base64"),
    ];
    return `scrypt$${fields.join("$")}`;
  }

  /** Whether the password belongs to the hash; against none it takes as long and is false. */
  async verify(password: string, hash: string | undefined): Promise<boolean> {
    if (hash === undefined) {
      await this.hash(password);
      return false;
    }
    const [, log2N, r, p, salt = "", key = ""] = hash.split("$");
    const expected = Buffer.from(key, "base64");
    const actual = await this.#derive(password, {
      salt: Buffer.from(salt, "base64"),
      log2N: Number(log2N),
      r: Number(r),
      p: Number(p),
    });
    return expected.length === KEY_BYTES && timingSafeEqual(actual, expected);
  }

  async #derive(
    password: string,
    {
      salt,
      log2N,
      r,
      p,
    }: { salt: Buffer; log2N: number; r: number; p: number },
  ): Promise<Buffer> {
    await this.#takeTurn();
    try {
      this.computed++;
      this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#computing);
      const N = 2 ** log2N;
      // What scrypt needs is 128·N·r bytes and a little more.
      const maxmem = 128 * N * r + 1024 * 1024;
      const options = { N, r, p, maxmem };
      const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
      scrypt(
        password.normalize("NFC"),
        salt,
        KEY_BYTES,
        options,
        (error, key) => (error ? reject(error) : resolve(key)),
      );
      return await promise;
    } finally {
      this.#computing--;
      const next = this.#waiting.shift();
      // The turn is handed on, not given back, so that nobody slips in between.
      if (next) next();
      else this.#turns--;
    }
  }

  async #takeTurn(): Promise<void> {
    if (this.#turns < MAX_AT_ONCE) {
      this.#turns++;
      return;
    }
    if (this.#waiting.length >= MAX_WAITING) {
      throw new AppError(
        "too_many_requests",
        "Too many people are logging in at once. Try again in a moment.",
      );
    }
    await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }
}
