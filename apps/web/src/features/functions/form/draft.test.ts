import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { dropDraft, readDraft, writeDraft } from "./draft.ts";
import { EMPTY_VALUES } from "./form-values.ts";

beforeEach(() => {
  const items = new Map<string, string>();
  vi.stubGlobal("sessionStorage", {
    getItem: (key: string) => items.get(key) ?? null,
    setItem: (key: string, value: string) => void items.set(key, value),
    removeItem: (key: string) => void items.delete(key),
    text: () => [...items.values()].join(),
  });
});
afterEach(() => void vi.unstubAllGlobals());

it("keeps one draft for each form", () => {
  writeDraft(undefined, { values: { ...EMPTY_VALUES, name: "fresh" } });
  writeDraft("darknet", { values: EMPTY_VALUES, generation: 4 });
  expect(readDraft(undefined)?.values.name).toBe("fresh");
  expect(readDraft("darknet")?.generation).toBe(4);
  expect(readDraft("other")).toBeUndefined();
  dropDraft("darknet");
  expect(readDraft("darknet")).toBeUndefined();
});

it("writes no secret down", () => {
  const SECRET = "s3cr3t";
  writeDraft(undefined, {
    values: {
      ...EMPTY_VALUES,
      secrets: [
        { key: "NEW", value: SECRET },
        { key: "OLD", value: "", isKept: true },
      ],
      typed: {
        ...EMPTY_VALUES.typed,
        secrets: { key: "HALF", value: SECRET },
      },
      registry: { ...EMPTY_VALUES.registry, password: SECRET },
    },
  });
  const storage = sessionStorage as unknown as { text: () => string };
  expect(storage.text()).not.toContain(SECRET);
  expect(readDraft(undefined)?.values.secrets).toEqual([
    { key: "OLD", value: "", isKept: true },
  ]);
});
