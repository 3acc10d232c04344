import i18next from "i18next";
import { beforeAll, describe, expect, it } from "vitest";
import { en } from "../../../locales/en.ts";
import { EMPTY_VALUES, type Pair } from "./form-values.ts";
import { pairProblem } from "./typed-pair.ts";

beforeAll(() => i18next.init({ lng: "en", resources: { en } }));

const variable = (key: string, value = "", values = EMPTY_VALUES) =>
  pairProblem("environment", { key, value }, values);

describe("a pair that is typed", () => {
  it.each<Pair>([
    { key: "", value: "" },
    { key: " LOG_LEVEL ", value: "with  two spaces" },
    { key: "OUTPUT_BUCKET", value: "darknet-in" },
  ])("is good: %j", ({ key, value }) =>
    expect(variable(key, value)).toBeUndefined(),
  );

  it("needs a key", () => {
    expect(variable("", "x")).toMatchObject({ part: "key" });
  });

  it("cannot have a reserved name", () => {
    const problem = variable("EVENT", "x");
    expect(problem?.message).toMatch(/set by OSCAR Console itself/);
    expect(problem?.suggestion).toBeUndefined();
  });

  it("is told what its name could be", () => {
    expect(variable("log-level")).toMatchObject({
      part: "key",
      suggestion: "log_level",
    });
  });

  it("names a bucket that can be", () => {
    expect(variable("OUTPUT_BUCKET", "Darknet In")).toMatchObject({
      part: "value",
      suggestion: "darknet-in",
    });
  });

  it("has one value, be it secret or not", () => {
    const secrets = [{ key: "TOKEN", value: "" }];
    const problem = variable("TOKEN", "x", { ...EMPTY_VALUES, secrets });
    expect(problem?.message).toMatch(/TOKEN/);
    const annotation = { key: "TOKEN", value: "x" };
    const values = { ...EMPTY_VALUES, secrets };
    expect(pairProblem("annotations", annotation, values)).toBeUndefined();
  });
});
