import type { FunctionDefinition } from "@oscar/contracts";
import i18next from "i18next";
import JSZip from "jszip";
import { beforeAll, describe, expect, it } from "vitest";
import { en } from "../../../locales/en.ts";
import { readBundle, writeBundle } from "./bundle.ts";

beforeAll(() => i18next.init({ lng: "en", resources: { en } }));

const DEFINITION: FunctionDefinition = {
  name: "darknet",
  image: "grycap/darknet-v3",
  script: "#!/bin/sh\necho «ñ»\n",
  environment: { OUTPUT_BUCKET: "out" },
  secrets: { TOKEN: null },
  inputs: [{ bucket: "darknet-in", suffixes: [".jpg"] }],
};

/** A zip that another program may have made. */
async function zipOf(files: Record<string, string>): Promise<Blob> {
  const zip = new JSZip();
  for (const [name, text] of Object.entries(files)) zip.file(name, text);
  return zip.generateAsync({ type: "blob", compression: "DEFLATE" });
}

const head = (definition: object) =>
  JSON.stringify({ format: "oscar-console-function", version: 1, definition });

it("is read as it was written", async () => {
  expect(await readBundle(await writeBundle(DEFINITION))).toEqual(DEFINITION);
});

it("is a zip with the definition and the script, each to read", async () => {
  const blob = await writeBundle(DEFINITION);
  const zip = await JSZip.loadAsync(await blob.arrayBuffer());
  expect(Object.keys(zip.files)).toEqual(["function.json", "script.sh"]);
  expect(await zip.file("script.sh")?.async("text")).toBe(DEFINITION.script);
  expect(await zip.file("function.json")?.async("text")).not.toContain("echo");
});

describe("is refused in words", () => {
  it.each<[string, () => Promise<Blob> | Blob, RegExp]>([
    ["a file that is no zip", () => new Blob(["hello"]), /no function/],
    ["a zip of something else", () => zipOf({ "a.txt": "a" }), /no function/],
    [
      "a definition that cannot be",
      () =>
        zipOf({
          "function.json": head({ name: "My Function", image: "a" }),
          "script.sh": "true",
        }),
      /name: Use lower-case letters/,
    ],
    [
      "a zip that would unpack into far more than a script",
      () =>
        zipOf({
          "function.json": head({ name: "f", image: "a" }),
          "script.sh": "x".repeat(200 * 1024 * 1024),
        }),
      /no function/,
    ],
  ])("%s", async (_what, make, message) => {
    await expect(readBundle(await make())).rejects.toThrow(message);
  });
});
