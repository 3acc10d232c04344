import { expect, test } from "vitest";
import {
  openTestLedger,
  saveTestFunction,
  testJob,
} from "../testing/open-ledger.ts";

test("a search finds the newest jobs that fit, however many others lie between, and pages on", async () => {
  await using opened = await openTestLedger();
  const { ledger } = opened;
  const uid = await saveTestFunction(ledger, { name: "f" });
  const other = await saveTestFunction(ledger, { name: "g" });
  const names = ["x-1", ...Array.from({ length: 5000 }, (_, i) => `n-${i}`)];
  await ledger.jobs.queue(
    [...names, "x-2", "x-3"].map((name) => testJob(uid, name)),
    new Date(),
  );
  await ledger.jobs.queue([testJob(other, "x-4")], new Date());
  const search = (beforeSeq?: number) =>
    ledger.jobs.list({
      functionName: "f",
      isKeyWanted: (key) => key.startsWith("x"),
      limit: 2,
      ...(beforeSeq === undefined ? {} : { beforeSeq }),
    });
  const first = await search();
  expect(first.map(({ id }) => id)).toEqual(["x-3", "x-2"]);
  const second = await search(first.at(-1)?.seq);
  expect(second.map(({ id }) => id)).toEqual(["x-1"]);
});

test("jobs of several states come in one order, also where they are searched", async () => {
  await using opened = await openTestLedger();
  const { ledger } = opened;
  const uid = await saveTestFunction(ledger, { name: "f" });
  const ids = ["a", "b", "c", "d"];
  await ledger.jobs.queue(
    ids.map((id) => testJob(uid, id)),
    new Date(),
  );
  await ledger.transitions.cancelQueued("c", {
    reason: "user",
    message: "",
    now: new Date(),
  });
  const list = (isKeyWanted?: (key: string) => boolean) =>
    ledger.jobs.list({
      functionName: "f",
      states: ["cancelled", "queued"],
      limit: 3,
      ...(isKeyWanted ? { isKeyWanted } : {}),
    });
  expect((await list()).map(({ id }) => id)).toEqual(["d", "c", "b"]);
  const found = await list((key) => key !== "d.txt");
  expect(found.map(({ id }) => id)).toEqual(["c", "b", "a"]);
});
