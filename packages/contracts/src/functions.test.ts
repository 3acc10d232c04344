import { describe, expect, test } from "vitest";
import { MAX_SCRIPT_BYTES, RESERVED_VARIABLES } from "./function-limits.ts";
import { FunctionDefinition } from "./functions.ts";

/** The faults of a definition with these parts, by the path of each. */
function faultsOf(parts: object): Record<string, string> {
  const definition = { name: "f", image: "a", script: "true", ...parts };
  const result = FunctionDefinition.safeParse(definition);
  const issues = result.error?.issues ?? [];
  return Object.fromEntries(
    issues.map((issue) => {
      const [inner] = issue.code === "invalid_key" ? issue.issues : [];
      return [issue.path.join("."), inner?.message ?? issue.message];
    }),
  );
}

describe("a script", () => {
  test.each(["", " \n\t\n"])("that is %j is refused as empty", (script) => {
    expect(faultsOf({ script })).toEqual({
      script: expect.stringContaining("empty"),
    });
  });

  test("has at most 512 KiB, counted in bytes", () => {
    const longest = "x".repeat(MAX_SCRIPT_BYTES);
    expect(faultsOf({ script: longest })).toEqual({});
    const umlauts = "ü".repeat(MAX_SCRIPT_BYTES / 2);
    expect(faultsOf({ script: umlauts })).toEqual({});
    for (const script of [`${longest}x`, `${umlauts}x`]) {
      expect(faultsOf({ script })).toEqual({
        script: expect.stringContaining("512 KiB"),
      });
    }
  });

  test("that is a program is refused", () => {
    expect(faultsOf({ script: "\x7fELF\0" })).toEqual({
      script: expect.stringContaining("NUL"),
    });
  });
});

describe("a variable", () => {
  test.each(["", "1A", "A-B", "A B", "A=B", "ñ", "A\n", "x".repeat(201)])(
    "cannot be named %j",
    (name) => {
      for (const field of ["environment", "secrets"]) {
        const faults = faultsOf({ [field]: { [name]: "x" } });
        expect(Object.keys(faults)).toEqual([`${field}.${name}`]);
      }
    },
  );

  test.each(RESERVED_VARIABLES)("cannot be %s, which is ours", (name) => {
    for (const field of ["environment", "secrets"]) {
      expect(faultsOf({ [field]: { [name]: "x" } })).toEqual({
        [`${field}.${name}`]: expect.stringContaining("Choose another"),
      });
    }
  });

  test("cannot hold a NUL, and can hold all else", () => {
    expect(faultsOf({ environment: { A: "a\0b" } })).toEqual({
      "environment.A": expect.stringContaining("NUL"),
    });
    const value = "$(id) `id` ; rm -rf / \n 'x' \"y\" \\ ü";
    expect(faultsOf({ environment: { A: value, _a1: "" } })).toEqual({});
  });

  test("OUTPUT_BUCKET is the name of a bucket", () => {
    expect(faultsOf({ environment: { OUTPUT_BUCKET: "No_Bucket" } })).toEqual({
      "environment.OUTPUT_BUCKET": expect.stringContaining("No_Bucket"),
    });
  });
});

describe("resources", () => {
  test.each(["2GB", "-1", "1e3Gi"])(
    "of %s are refused at their field",
    (memory) => {
      expect(Object.keys(faultsOf({ limits: { memory } }))).toEqual([
        "limits.memory",
      ]);
    },
  );

  test("cannot be requested beyond their limit", () => {
    const requests = { memory: "2Gi", cpu: "1" };
    const limits = { memory: "1Gi", cpu: "1" };
    expect(faultsOf({ requests, limits })).toEqual({
      "requests.memory": expect.stringContaining("1Gi"),
    });
  });
});

describe("an image", () => {
  test.each([
    "grycap/ffmpeg",
    "quay.io/a/b:1.2",
    "localhost:5000/x",
    `x@sha256:${"0".repeat(64)}`,
  ])("may be %s", (image) => expect(faultsOf({ image })).toEqual({}));

  test.each([
    "",
    "Grycap/FFmpeg",
    "a b",
    "-x",
    "a:$(id)",
    "https://x/y",
    "a\n",
  ])("cannot be %j", (image) =>
    expect(Object.keys(faultsOf({ image }))).toEqual(["image"]),
  );
});

test("what a definition does not have is told, not dropped", () => {
  const result = FunctionDefinition.safeParse({
    name: "f",
    image: "a",
    script: "true",
    podSpec: { hostPID: true },
  });
  expect(result.error?.issues[0]).toMatchObject({
    code: "unrecognized_keys",
    keys: ["podSpec"],
  });
});
