import { describe, expect, test } from "vitest";
import {
  type FunctionDefinition,
  type FunctionInput,
  type FunctionOutput,
  isAppError,
} from "@oscar/contracts";
import { refuseCircle } from "./circles.ts";

function step(name: string, from: string, to: string): FunctionDefinition {
  return between(name, { bucket: from }, { bucket: to });
}

function between(
  name: string,
  input: FunctionInput,
  output: FunctionOutput,
): FunctionDefinition {
  return {
    name,
    image: "a",
    script: "true",
    inputs: [input],
    outputs: [output],
  };
}

function messageOf(...functions: FunctionDefinition[]): string | undefined {
  const [first, ...others] = functions;
  if (!first) throw new Error("no function");
  try {
    refuseCircle(first, others);
    return undefined;
  } catch (error) {
    if (!isAppError(error, "function_circle")) throw error;
    return error.message;
  }
}

describe("is refused", () => {
  test("a function that writes into its own input", () => {
    expect(messageOf(step("f", "a-in", "a-in"))).toContain(
      "f would write into its own input a-in",
    );
  });

  test("a circle of two and of three, with the circle in the message", () => {
    expect(
      messageOf(step("f", "aaa", "bbb"), step("g", "bbb", "aaa")),
    ).toContain(
      "f writes into bbb, which starts g writes into aaa, which starts f",
    );
    expect(
      messageOf(
        step("f", "aaa", "bbb"),
        step("h", "ccc", "aaa"),
        step("g", "bbb", "ccc"),
      ),
    ).toBeDefined();
  });

  test("a circle through overlapping prefixes", () => {
    expect(
      messageOf(
        between(
          "f",
          { bucket: "a-in", prefix: "x/y/" },
          { bucket: "a-in", prefix: "x/" },
        ),
      ),
    ).toBeDefined();
  });
});

describe("is allowed", () => {
  test("the tutorial's chain, in either order", () => {
    const split = step("split-video", "split-video-in", "darknet-in");
    const darknet = step("darknet", "darknet-in", "darknet-out");
    expect(messageOf(split, darknet)).toBeUndefined();
    expect(messageOf(darknet, split)).toBeUndefined();
  });

  test("two prefixes of one bucket that do not overlap", () => {
    expect(
      messageOf(
        between(
          "f",
          { bucket: "a-in", prefix: "raw/" },
          { bucket: "a-in", prefix: "done/" },
        ),
      ),
    ).toBeUndefined();
  });

  test("a circle among others that the new function does not close", () => {
    expect(
      messageOf(
        step("f", "aaa", "bbb"),
        step("g", "xxx", "yyy"),
        step("h", "yyy", "xxx"),
      ),
    ).toBeUndefined();
  });
});
