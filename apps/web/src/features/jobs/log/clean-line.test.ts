import { expect, it } from "vitest";
import { cleanLine } from "./clean-line.ts";

it.each([
  ["plain", "plain"],
  ["\u001b[32mgreen\u001b[0m", "green"],
  ["\u001b]8;;http://a\u0007link\u001b]8;;\u0007", "link"],
  ["10%\r50%\r100%", "100%"],
  ["windows\r", "windows"],
  ["<b>not html</b>", "<b>not html</b>"],
])("shows %j as %j", (line, text) => {
  expect(cleanLine(line)).toBe(text);
});
