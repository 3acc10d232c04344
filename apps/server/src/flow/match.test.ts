import { expect, test } from "vitest";
import { type Watch, matchWatches } from "./match.ts";

function watch(name: string, prefix: string, suffix: string): Watch {
  return {
    functionUid: name,
    functionName: name,
    generation: 1,
    bucket: "b-in",
    prefix,
    suffix,
    watchedSince: 0,
  };
}

test("a key starts the functions whose prefix and suffix it has", () => {
  const watches = [
    watch("all", "", ""),
    watch("videos", "", ".mp4"),
    watch("day", "day1/", ""),
    watch("both", "day1/", ".mp4"),
  ];
  const names = (key: string) =>
    matchWatches(watches, key).map((each) => each.functionName);
  expect(names("day1/a.mp4")).toEqual(["all", "videos", "day", "both"]);
  expect(names("day2/a.mp4")).toEqual(["all", "videos"]);
  expect(names("day1.txt")).toEqual(["all"]);
  expect(names("a.MP4")).toEqual(["all"]);
});
