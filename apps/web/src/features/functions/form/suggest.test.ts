import fc from "fast-check";
import {
  BucketName,
  CpuQuantity,
  FunctionName,
  ImageReference,
  MemoryQuantity,
} from "@oscar/contracts";
import { describe, expect, it } from "vitest";
import {
  suggestBucket,
  suggestCpu,
  suggestImage,
  suggestMemory,
  suggestName,
  suggestVariable,
} from "./suggest.ts";

describe("what was meant", () => {
  it.each([
    ["My Function", "my-function"],
    ["  Détection d'objets!", "detection-d-objets"],
    ["-x-", "x"],
    ["a".repeat(50), "a".repeat(40)],
    ["good-name", undefined],
    ["???", undefined],
  ])("by the name %j", (text, meant) => expect(suggestName(text)).toBe(meant));

  it.each([
    ["Grycap/FFmpeg latest", "grycap/ffmpeg:latest"],
    ["docker pull grycap/ffmpeg", "grycap/ffmpeg"],
    ["https://hub.docker.com/r/grycap/darknet-v3/", "grycap/darknet-v3"],
    ["https://quay.io/a/b", "quay.io/a/b"],
    ["Registry.example.org:5000/A/B:V1", "registry.example.org:5000/a/b:V1"],
    ["grycap/ffmpeg", undefined],
    ["", undefined],
  ])("by the image %j", (text, meant) =>
    expect(suggestImage(text)).toBe(meant),
  );

  it.each([
    ["2GB", "2Gi"],
    ["2 gb", "2Gi"],
    ["512m", "512Mi"],
    ["1,5Gi", "1.5Gi"],
    ["2", "2Gi"],
    ["512", "512Mi"],
    ["2Gi", undefined],
    ["much", undefined],
  ])("by %j of memory", (text, meant) =>
    expect(suggestMemory(text)).toBe(meant),
  );

  it.each([
    ["0,5", "0.5"],
    ["2 cores", "2"],
    ["50%", "500m"],
    ["500 m", "500m"],
    ["1", undefined],
    ["0", undefined],
  ])("by %j of CPU", (text, meant) => expect(suggestCpu(text)).toBe(meant));

  it.each([
    ["Darknet In", "darknet-in"],
    ["x", undefined],
  ])("by the bucket %j", (text, meant) =>
    expect(suggestBucket(text)).toBe(meant),
  );

  it.each([
    ["log-level", "log_level"],
    ["1st", "_1st"],
    ["EVENT", undefined],
    ["GOOD", undefined],
  ])("by the variable %j", (text, meant) =>
    expect(suggestVariable(text)).toBe(meant),
  );
});

it("never suggests what would be refused, or what stands there", () => {
  const pairs = [
    [suggestName, FunctionName],
    [suggestBucket, BucketName],
    [suggestImage, ImageReference],
    [suggestMemory, MemoryQuantity],
    [suggestCpu, CpuQuantity],
  ] as const;
  fc.assert(
    fc.property(fc.string({ unit: "grapheme" }), (text) => {
      for (const [suggest, schema] of pairs) {
        const suggestion = suggest(text);
        if (suggestion === undefined) continue;
        expect(schema.safeParse(suggestion).success).toBe(true);
        expect(suggestion).not.toBe(text);
      }
    }),
  );
});
