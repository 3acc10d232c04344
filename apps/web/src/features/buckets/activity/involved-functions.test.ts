import { expect, test } from "vitest";
import { involvedFunctions } from "./involved-functions.ts";

test("the functions of a bucket come in the order of the data, with those further up", () => {
  const wired = (name: string, input: string, output: string) => ({
    name,
    inputs: [{ bucket: input }],
    outputs: [{ bucket: output }],
  });
  const functions = [
    wired("darknet", "darknet-in", "darknet-out"),
    wired("other", "other-in", "other-out"),
    wired("split-video", "split-video-in", "darknet-in"),
  ];
  const names = (bucket: string) =>
    involvedFunctions(bucket, functions).map(({ name }) => name);
  expect(names("darknet-out")).toEqual(["split-video", "darknet"]);
  expect(names("split-video-in")).toEqual(["split-video"]);
  expect(names("nobody")).toEqual([]);
});
