import { expect, it } from "vitest";
import { type Entry, findEntries, jobIdIn } from "./find-entries.ts";

function labels(query: string): string[] {
  const entries: Entry[] = [
    "Settings",
    "darknet",
    "darknet-in",
    "split-video-in",
    "re-in-dex",
    "Cámara",
  ].map((label) => ({ id: label, group: "pages", label, words: "bucket" }));
  return findEntries(entries, query).map(({ label }) => label);
}

it("shows all without a query, in their order", () => {
  expect(labels(" ")).toHaveLength(6);
  expect(labels("")[0]).toBe("Settings");
});

it("puts what is called so before what begins so, and that before what holds it", () => {
  expect(labels("darknet")).toEqual(["darknet", "darknet-in"]);
  expect(labels("in")).toEqual([
    "darknet-in",
    "split-video-in",
    "re-in-dex",
    "Settings",
  ]);
});

it("wants every word, in any order, other names included", () => {
  expect(labels("video split")).toEqual(["split-video-in"]);
  expect(labels("split bucket")).toEqual(["split-video-in"]);
  expect(labels("split nothing")).toEqual([]);
});

it("does not care for case and accents typed apart", () => {
  expect(labels("SETT")).toEqual(["Settings"]);
  expect(labels("ca\u0301m")).toEqual(["Cámara"]);
});

it("knows a job's id, and its address", () => {
  const id = "3d24cab804169aa75691a0d1";
  expect(jobIdIn(` ${id} `)).toBe(id);
  expect(jobIdIn(`http://127.0.0.1:8080/jobs/${id}`)).toBe(id);
  expect(jobIdIn(`${id}0`)).toBeUndefined();
  expect(jobIdIn("darknet")).toBeUndefined();
});
