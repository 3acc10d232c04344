import { describe, expect, test } from "vitest";
import { PasswordHasher } from "./password-hasher.ts";

describe("PasswordHasher", () => {
  test("hashes at OWASP's cost, each with a salt of its own", async () => {
    const hasher = new PasswordHasher();
    const [one, other] = await Promise.all([
      hasher.hash("a"),
      hasher.hash("a"),
    ]);
    expect(one).toMatch(/^scrypt\$17\$8\$1\$/);
    expect(one).not.toBe(other);
  });

  test("knows the right password from others", async () => {
    const hasher = new PasswordHasher({ log2N: 10 });
    const hash = await hasher.hash("pässword");
    expect(await hasher.verify("pässword", hash)).toBe(true);
    expect(await hasher.verify("pässword".normalize("NFD"), hash)).toBe(true);
    expect(await hasher.verify("password", hash)).toBe(false);
  });

  test("takes as much work for nobody as for somebody", async () => {
    const hasher = new PasswordHasher({ log2N: 10 });
    expect(await hasher.verify("x", undefined)).toBe(false);
    expect(hasher.computed).toBe(1);
  });

  test("computes at most two at once, and refuses a crowd", async () => {
    const hasher = new PasswordHasher({ log2N: 10 });
    const hashes = Array.from({ length: 100 }, () => hasher.hash("a"));
    const results = await Promise.allSettled(hashes);
    const refused = results.filter((result) => result.status === "rejected");
    expect(refused).toHaveLength(48);
    expect(hasher.computed).toBe(52);
    expect(hasher.mostAtOnce).toBe(2);
    expect(await hasher.verify("a", await hasher.hash("a"))).toBe(true);
  });
});
