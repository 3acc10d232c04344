import { expect, test } from "vitest";
import type { FunctionDefinition } from "@oscar/contracts";
import { outputTargets } from "./output-keys.ts";

function definition(over: Partial<FunctionDefinition>): FunctionDefinition {
  return { name: "darknet", image: "a", script: "true", ...over };
}
const input = (key: string) => ({ bucket: "darknet-in", key });

test("an output goes to NAME-out where nothing else is said", () => {
  expect(outputTargets(definition({}), input("a.mp4"), "a.jpg")).toEqual([
    { bucket: "darknet-out", key: "a.jpg" },
  ]);
});

test("an output goes to the bucket in OUTPUT_BUCKET", () => {
  const environment = { OUTPUT_BUCKET: "elsewhere" };
  expect(outputTargets(definition({ environment }), input("a"), "b")).toEqual([
    { bucket: "elsewhere", key: "b" },
  ]);
});

test("equal names from two folders do not overwrite each other's results", () => {
  const keys = ["day1/0001.jpg", "day2/0001.jpg"].map(
    (key) => outputTargets(definition({}), input(key), "0001.out")[0]?.key,
  );
  expect(keys).toEqual(["day1/0001.out", "day2/0001.out"]);
});

test("the input's own prefix is not repeated in the output", () => {
  const inputs = [{ bucket: "darknet-in", prefix: "raw/" }];
  const outputs = [{ bucket: "x-out", prefix: "done" }];
  expect(
    outputTargets(
      definition({ inputs, outputs }),
      input("raw/day1/a.jpg"),
      "sub/a.out",
    ),
  ).toEqual([{ bucket: "x-out", key: "done/day1/sub/a.out" }]);
});

test("flatten leaves out the input's folder", () => {
  const outputs = [{ bucket: "x-out", flatten: true }];
  expect(
    outputTargets(definition({ outputs }), input("day1/a.jpg"), "s/a.out"),
  ).toEqual([{ bucket: "x-out", key: "s/a.out" }]);
});

test("suffixes decide between outputs; what none wants is kept nowhere", () => {
  const outputs = [
    { bucket: "images", suffixes: [".jpg", ".png"] },
    { bucket: "texts", suffixes: [".out"] },
  ];
  const where = (path: string) =>
    outputTargets(definition({ outputs }), input("a"), path).map(
      (target) => target.bucket,
    );
  expect(where("a.png")).toEqual(["images"]);
  expect(where("a.out")).toEqual(["texts"]);
  expect(where("a.tmp")).toEqual([]);
});

test("one place is named once, though two outputs lead to it", () => {
  const outputs = [{ bucket: "same" }, { bucket: "same", suffixes: [".a"] }];
  expect(outputTargets(definition({ outputs }), input("i"), "x.a")).toEqual([
    { bucket: "same", key: "x.a" },
  ]);
});
