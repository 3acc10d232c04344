import fc from "fast-check";
import { expect, test } from "vitest";
import { compareUtf8, isAppError } from "@oscar/contracts";
import {
  BUCKET,
  type ContractOptions,
  type Open,
  listAll,
  openWithBucket,
  put,
  textOf,
} from "./under-test.ts";

const key = fc
  .array(fc.constantFrom("a", "b", "c"), { minLength: 1, maxLength: 3 })
  .map((segments) => segments.join("/"));
const step = fc.record({
  action: fc.constantFrom("put", "put", "putIfAbsent", "delete"),
  key,
  content: fc.string({ maxLength: 5 }),
});

/** What a store is, in a few lines. */
class Model {
  readonly objects = new Map<string, string>();

  put(name: string, content: string, ifAbsent: boolean): string {
    for (const other of this.objects.keys()) {
      if (other.startsWith(`${name}/`) || name.startsWith(`${other}/`))
        return "key_conflict";
    }
    if (ifAbsent && this.objects.has(name)) return "precondition_failed";
    this.objects.set(name, content);
    return "stored";
  }
}

export function describeModel(open: Open, options: ContractOptions): void {
  test(
    "any sequence of writes and deletions does what the model does",
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
          await using opened = await openWithBucket(open);
          const { store } = opened;
          const model = new Model();
          for (const { action, key: name, content } of steps) {
            if (action === "delete") {
              const existed = model.objects.delete(name);
              expect(await store.delete(BUCKET, name)).toBe(existed);
              continue;
            }
            const ifAbsent = action === "putIfAbsent";
            const outcome = await put(store, name, content, { ifAbsent }).then(
              () => "stored",
              (error: unknown) => (isAppError(error) ? error.code : error),
            );
            expect(outcome).toBe(model.put(name, content, ifAbsent));
          }
          const { objects } = await listAll(store);
          expect(objects.map((object) => object.key)).toEqual(
            [...model.objects.keys()].sort(compareUtf8),
          );
          for (const [name, content] of model.objects)
            expect(await textOf(store, name)).toBe(content);
        }),
        { numRuns: options.numRuns ?? 30 },
      );
    },
    options.timeoutMs ?? 60_000,
  );
}
