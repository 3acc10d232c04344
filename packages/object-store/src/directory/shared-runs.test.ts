import { expect, test } from "vitest";
import { SharedRuns } from "./shared-runs.ts";

function createRuns() {
  const begun: { key: string; end: PromiseWithResolvers<void> }[] = [];
  const runs = new SharedRuns((key) => {
    const end = Promise.withResolvers<void>();
    begun.push({ key, end });
    return end.promise;
  });
  return { runs, begun };
}

test("who asks while a run is under way gets the next one, together with others", async () => {
  const { runs, begun } = createRuns();
  const first = runs.run("a");
  const others = [runs.run("a"), runs.run("a"), runs.run("a")];
  expect(begun).toHaveLength(1);
  begun[0]?.end.resolve();
  await first;
  await Promise.resolve();
  expect(begun).toHaveLength(2);
  const last = runs.run("a");
  begun[1]?.end.resolve();
  await Promise.all(others);
  await expect.poll(() => begun.length).toBe(3);
  begun[2]?.end.resolve();
  await last;
  void runs.run("a");
  expect(begun).toHaveLength(4);
});

test("other keys do not wait, and a failure is of its own run alone", async () => {
  const { runs, begun } = createRuns();
  const failing = runs.run("a");
  const next = runs.run("a");
  void runs.run("b");
  expect(begun.map(({ key }) => key)).toEqual(["a", "b"]);
  begun[0]?.end.reject(new Error("disk"));
  await expect(failing).rejects.toThrow("disk");
  await expect.poll(() => begun.length).toBe(3);
  begun[2]?.end.resolve();
  await expect(next).resolves.toBeUndefined();
});
