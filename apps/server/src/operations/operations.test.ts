import { AppError, type LiveEvent, type Operation } from "@oscar/contracts";
import { describe, expect, test } from "vitest";
import { silentLog } from "../log.ts";
import { eventually } from "../testing/eventually.ts";
import { Operations } from "./operations.ts";

function create(patienceMs = 0) {
  const told: LiveEvent[] = [];
  const live = { publish: (event: LiveEvent) => void told.push(event) };
  return {
    told,
    operations: new Operations({ live, log: silentLog(), patienceMs }),
  };
}

function operationOf(outcome: object): Operation {
  if ("operation" in outcome) return outcome.operation as Operation;
  throw new Error("The work was done at once");
}

describe("Operations", () => {
  test("short work is answered with its result, and nobody is told", async () => {
    const { told, operations } = create(1000);
    const outcome = await operations.run("count", async ({ progress }) => {
      progress(1);
      return 42;
    });
    expect(outcome).toEqual({ result: 42 });
    expect(told).toEqual([]);
  });

  test("short work that fails fails the request", async () => {
    const { operations } = create(1000);
    const work = operations.run("count", () =>
      Promise.reject(new AppError("bucket_not_found", "gone")),
    );
    await expect(work).rejects.toMatchObject({ code: "bucket_not_found" });
  });

  test("long work goes on, tells its progress, and keeps its result", async () => {
    const { told, operations } = create();
    const half = Promise.withResolvers<void>();
    const { id } = operationOf(
      await operations.run("count", async ({ progress }) => {
        await half.promise;
        progress(1, 2);
        return "all";
      }),
    );
    expect(operations.get(id)).toMatchObject({
      state: "running",
      done: 0,
      total: null,
    });
    half.resolve();
    await eventually(
      "the work is done",
      () => operations.get(id).state !== "running",
    );
    expect(operations.get(id)).toMatchObject({
      state: "succeeded",
      done: 1,
      total: 2,
      result: "all",
    });
    expect(
      told.map((event) => event.type === "operation" && event.operation.state),
    ).toEqual(["running", "succeeded"]);
  });

  test("long work that fails says why, and of strangers nothing", async () => {
    const { operations } = create();
    const hold = Promise.withResolvers<void>();
    const known = operationOf(
      await operations.run("a", async () => {
        await hold.promise;
        throw new AppError("storage_full", "The disk is full.");
      }),
    );
    const stranger = operationOf(
      await operations.run("b", async () => {
        await hold.promise;
        throw new Error("secret");
      }),
    );
    hold.resolve();
    await eventually(
      "both have failed",
      () => operations.get(stranger.id).state === "failed",
    );
    expect(operations.get(known.id).problem).toMatchObject({
      code: "storage_full",
      message: "The disk is full.",
    });
    expect(operations.get(stranger.id).problem).toMatchObject({
      code: "internal",
    });
    expect(JSON.stringify(operations.get(stranger.id))).not.toContain("secret");
  });

  test("cancelling stops the work and waits for its end", async () => {
    const { operations } = create();
    let isOver = false;
    const { id } = operationOf(
      await operations.run("wait", async ({ signal }) => {
        await new Promise((resolve) =>
          signal.addEventListener("abort", resolve),
        );
        isOver = true;
        signal.throwIfAborted();
      }),
    );
    await operations.cancel(id);
    expect(isOver).toBe(true);
    expect(operations.get(id)).toMatchObject({ state: "cancelled" });
    await operations.cancel(id);
    await expect(operations.cancel("unknown")).rejects.toMatchObject({
      code: "operation_not_found",
    });
  });

  test("the end of the server is the end of the work", async () => {
    const { operations } = create();
    const { id } = operationOf(
      await operations.run(
        "wait",
        ({ signal }) =>
          new Promise((_, reject) =>
            signal.addEventListener("abort", () =>
              reject(signal.reason as Error),
            ),
          ),
      ),
    );
    await operations[Symbol.asyncDispose]();
    expect(operations.get(id).state).toBe("cancelled");
  });
});
