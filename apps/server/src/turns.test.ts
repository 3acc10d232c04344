import { expect, test } from "vitest";
import { Turns } from "./turns.ts";

test("work takes turns, also after a turn that failed", async () => {
  const turns = new Turns();
  const order: string[] = [];
  const first = Promise.withResolvers<void>();
  const taken = [
    turns.take(async () => {
      await first.promise;
      order.push("first");
      throw new Error("failed");
    }),
    turns.take(async () => order.push("second")),
  ];
  first.resolve();
  const [failed, succeeded] = await Promise.allSettled(taken);
  expect(order).toEqual(["first", "second"]);
  expect(failed).toMatchObject({ reason: new Error("failed") });
  expect(succeeded).toMatchObject({ value: 2 });
});
