import { expect, it } from "vitest";
import { LineSplitter } from "./line-splitter.ts";

it("cuts bytes into lines wherever they were cut into chunks", () => {
  const bytes = Buffer.from("one\n\ntwo ü\nthree");
  for (let size = 1; size <= bytes.length; size++) {
    const splitter = new LineSplitter();
    const lines: string[] = [];
    for (let from = 0; from < bytes.length; from += size)
      for (const line of splitter.push(bytes.subarray(from, from + size)))
        lines.push(line.toString());
    expect(lines).toEqual(["one", "", "two ü"]);
    expect(splitter.rest.toString()).toBe("three");
  }
});
