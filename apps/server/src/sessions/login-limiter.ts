import { AppError } from "@oscar/contracts";
import ipaddr from "ipaddr.js";
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";

const FREE_ATTEMPTS = 5;
const FREE_SECONDS = 60;
const MAX_DELAY_SECONDS = 15 * 60;
const MEMORY_SECONDS = 24 * 3600;
/** Failures of one address, whatever the names, in a minute: each costs us a hash. */
const FAILURES_OF_ADDRESS = 30;

/** Who tries to log in. */
export interface LoginSource {
  /** As it was given, whether or not there is such an account. */
  name: string;
  ip: string;
}

/** A refusal that says when the next attempt is welcome. */
export class TooManyAttempts extends AppError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number) {
    super(
      "too_many_requests",
      `Too many failed attempts. Try again in ${retryAfterSeconds} seconds.`,
    );
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/**
 * Slows down guessing: after five failures each further one doubles the wait, up to a
 * quarter of an hour, for this name from this address alone. Nobody else is locked out, and
 * since it is the same for every name, no refusal tells which of them there are.
 */
export class LoginLimiter {
  readonly #gate = new RateLimiterMemory({
    points: FREE_ATTEMPTS,
    duration: FREE_SECONDS,
  });
  readonly #failures = new RateLimiterMemory({
    points: Number.MAX_SAFE_INTEGER,
    duration: MEMORY_SECONDS,
  });

  readonly #addresses = new RateLimiterMemory({
    points: FAILURES_OF_ADDRESS,
    duration: FREE_SECONDS,
  });

  /** Counts an attempt before it is made, so that many at once are no way round. */
  async begin(source: LoginSource): Promise<void> {
    try {
      await this.#gate.consume(keyOf(source));
      await this.#addresses.consume(networkOf(source.ip));
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      throw new TooManyAttempts(Math.ceil(refusal.msBeforeNext / 1000));
    }
  }

  async failed(source: LoginSource): Promise<void> {
    const key = keyOf(source);
    const { consumedPoints } = await this.#failures.penalty(key);
    if (consumedPoints < FREE_ATTEMPTS) return;
    const delay = 2 ** Math.min(consumedPoints - FREE_ATTEMPTS, 20);
    await this.#gate.block(key, Math.min(delay, MAX_DELAY_SECONDS));
  }

  async succeeded(source: LoginSource): Promise<void> {
    const key = keyOf(source);
    await this.#gate.delete(key);
    await this.#failures.delete(key);
    await this.#addresses.reward(networkOf(source.ip));
  }
}

function keyOf({ name, ip }: LoginSource): string {
  return `${networkOf(ip)}|${name}`;
}

/** One household has a whole /64 of IPv6: its addresses count as one. */
function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return "unknown";
  const address = ipaddr.process(ip);
  if (address.kind() === "ipv4") return address.toString();
  return address.toByteArray().slice(0, 8).join(".");
}
