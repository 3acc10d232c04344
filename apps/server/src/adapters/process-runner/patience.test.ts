import { AppError } from "@oscar/contracts";
import { expect, test } from "vitest";
import { patiently } from "./patience.ts";

/** Work that fails so often, and what is seen of it. */
function failing(times: number, code: "unavailable" | "storage_full") {
  const seen = { tries: 0 };
  async function work(): Promise<string> {
    if (seen.tries++ < times) throw new AppError(code, "not now");
    return "done";
  }
  return { work, seen };
}

const { signal } = new AbortController();
const AWAY = { code: "store_unavailable", message: "away", help: "wait" };
const LATE = { code: "webhook_missing", message: "late", help: "set" };
const storeWith = (...problems: (typeof AWAY)[]) => ({
  problems: () => Promise.resolve(problems),
});

test("a store that is away is waited for beyond all patience", async () => {
  const { work, seen } = failing(3, "unavailable");
  const store = storeWith(LATE, AWAY);
  const done = patiently(work, { store, signal, patienceMs: 0 });
  expect(await done).toBe("done");
  expect(seen.tries).toBe(4);
});

test("a store that is there and refuses is given up", async () => {
  const { work, seen } = failing(3, "unavailable");
  const store = storeWith(LATE);
  const done = patiently(work, { store, signal, patienceMs: 0 });
  await expect(done).rejects.toThrow("not now");
  expect(seen.tries).toBe(1);
});

test("it is tried again within the patience, and what waiting cannot mend is not", async () => {
  const { work, seen } = failing(1, "unavailable");
  const store = storeWith();
  expect(await patiently(work, { store, signal })).toBe("done");
  expect(seen.tries).toBe(2);
  const full = failing(1, "storage_full");
  const done = patiently(full.work, { store: storeWith(AWAY), signal });
  await expect(done).rejects.toThrow("not now");
});
