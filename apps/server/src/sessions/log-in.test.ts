import { describe, expect, onTestFinished, test, vi } from "vitest";
import { basicCredentials, LogIn } from "./log-in.ts";
import { LoginLimiter, TooManyAttempts } from "./login-limiter.ts";
import { PasswordHasher } from "./password-hasher.ts";

const RIGHT = { name: "admin", password: "correct horse" };
const WRONG = { name: "admin", password: "guess" };

async function createLogIn() {
  const hasher = new PasswordHasher({ log2N: 10 });
  const passwordHash = await hasher.hash(RIGHT.password);
  const account = { name: RIGHT.name, passwordHash };
  const logIn = new LogIn({ account, hasher, limiter: new LoginLimiter() });
  hasher.computed = 0;
  return { hasher, logIn };
}

describe("LogIn", () => {
  test("says the same of a wrong name and a wrong password", async () => {
    const { logIn } = await createLogIn();
    const refusal = {
      code: "wrong_credentials",
      message: "Username or password is incorrect",
    };
    await expect(logIn.verify(WRONG, "1.1.1.1")).rejects.toMatchObject(refusal);
    await expect(
      logIn.verify({ ...RIGHT, name: "eve" }, "1.1.1.1"),
    ).rejects.toMatchObject(refusal);
    await logIn.verify(RIGHT, "1.1.1.1");
  });

  test("a Basic header a thousand times is hashed once", async () => {
    const { hasher, logIn } = await createLogIn();
    await Promise.all(
      Array.from({ length: 500 }, () => logIn.verifyBasic(RIGHT, "1.1.1.1")),
    );
    for (let count = 0; count < 500; count++) {
      await logIn.verifyBasic(RIGHT, "1.1.1.1");
    }
    expect(hasher.computed).toBe(1);
  });

  test("what is remembered is the whole of name and password", async () => {
    const { logIn } = await createLogIn();
    await logIn.verifyBasic(RIGHT, "1.1.1.1");
    await expect(logIn.verifyBasic(WRONG, "1.1.1.1")).rejects.toThrow(
      /incorrect/,
    );
    const shifted = { name: "admi", password: "ncorrect horse" };
    await expect(logIn.verifyBasic(shifted, "1.1.1.1")).rejects.toThrow(
      /incorrect/,
    );
  });

  test("a Basic header is forgotten after five minutes", async () => {
    const { hasher, logIn } = await createLogIn();
    await logIn.verifyBasic(RIGHT, "1.1.1.1");
    const now = Date.now();
    const clock = vi.spyOn(Date, "now").mockReturnValue(now + 5 * 60_000 + 1);
    try {
      await logIn.verifyBasic(RIGHT, "1.1.1.1");
    } finally {
      clock.mockRestore();
    }
    expect(hasher.computed).toBe(2);
  });

  test("guessing gets slower, even many at once, and only for the guesser", async () => {
    const { hasher, logIn } = await createLogIn();
    const guesses = Array.from({ length: 40 }, () =>
      logIn.verify(WRONG, "6.6.6.6"),
    );
    const results = await Promise.allSettled(guesses);
    const codes = results.map((result) =>
      result.status === "rejected"
        ? (result.reason as { code: string }).code
        : "",
    );
    expect(codes.filter((code) => code === "wrong_credentials")).toHaveLength(
      5,
    );
    expect(codes.filter((code) => code === "too_many_requests")).toHaveLength(
      35,
    );
    expect(hasher.computed).toBe(5);
    await expect(logIn.verify(RIGHT, "6.6.6.6")).rejects.toMatchObject({
      code: "too_many_requests",
    });
    await logIn.verify(RIGHT, "7.7.7.7");
  });

  test("no answer tells which names there are", async () => {
    const { logIn } = await createLogIn();
    const answersTo = async (name: string) => {
      const answers: unknown[] = [];
      for (let count = 0; count < 8; count++) {
        const guess = { name, password: `guess ${count}` };
        await logIn
          .verify(guess, "6.6.6.6")
          .catch((error: Error) => answers.push(error.message));
      }
      return answers;
    };
    expect(await answersTo("eve")).toEqual(await answersTo(RIGHT.name));
  });

  test("an address that guesses at many names has to wait, and no other one", async () => {
    const { hasher, logIn } = await createLogIn();
    for (let count = 0; count < 50; count++) {
      const guess = { name: `user${count}`, password: "x" };
      await logIn.verify(guess, "6.6.6.6").catch(() => undefined);
    }
    expect(hasher.computed).toBe(30);
    await expect(logIn.verify(RIGHT, "6.6.6.6")).rejects.toMatchObject({
      code: "too_many_requests",
      message: expect.stringMatching(/Try again in \d\d? seconds/) as string,
    });
    await logIn.verify(RIGHT, "7.7.7.7");
  });

  test("who goes on guessing waits twice as long each time, up to a quarter of an hour", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    const { logIn } = await createLogIn();
    const waits: number[] = [];
    for (let count = 0; count < 40; count++) {
      const refusal: unknown = await logIn
        .verify(WRONG, "6.6.6.6")
        .catch((error: unknown) => error);
      if (!(refusal instanceof TooManyAttempts)) continue;
      waits.push(refusal.retryAfterSeconds);
      vi.advanceTimersByTime(refusal.retryAfterSeconds * 1000);
    }
    expect(waits.slice(0, 12)).toEqual([
      1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900,
    ]);
    await logIn.verify(RIGHT, "6.6.6.6");
  });

  test("addresses of one IPv6 network count together", async () => {
    const { logIn } = await createLogIn();
    for (let count = 0; count < 6; count++) {
      await logIn
        .verify(WRONG, `2001:db8:1:2::${count}`)
        .catch(() => undefined);
    }
    await expect(logIn.verify(RIGHT, "2001:db8:1:2::ff")).rejects.toMatchObject(
      {
        code: "too_many_requests",
      },
    );
    await logIn.verify(RIGHT, "2001:db8:1:3::1");
  });

  test("five good logins are no failures", async () => {
    const { logIn } = await createLogIn();
    for (let count = 0; count < 40; count++) {
      await expect(logIn.verify(RIGHT, "1.1.1.1")).resolves.toBeUndefined();
    }
  });
});

describe("basicCredentials", () => {
  const header = (text: string) =>
    `Basic ${Buffer.from(text).toString("base64")}`;

  test("a password may hold colons and any letter", () => {
    expect(basicCredentials(header("admin:a:b ñ"))).toEqual({
      name: "admin",
      password: "a:b ñ",
    });
  });

  test.each([
    "Bearer abc",
    "Basic",
    "Basic !!!",
    header("nocolon"),
    header(":x"),
  ])("%s is none", (text) => expect(basicCredentials(text)).toBeUndefined());
});
