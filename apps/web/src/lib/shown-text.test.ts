import { expect, test } from "vitest";
import { shownText } from "./shown-text.ts";

test("a name cannot hide what it ends with", () => {
  expect(shownText("photo\u202egpj.exe")).toBe("photo\ufffdgpj.exe");
  expect(shownText("two\nlines\u0000")).toBe("two\ufffdlines\ufffd");
  expect(shownText("ñandú – 日本語 👩‍🚀.txt")).toBe("ñandú – 日本語 👩‍🚀.txt");
});
