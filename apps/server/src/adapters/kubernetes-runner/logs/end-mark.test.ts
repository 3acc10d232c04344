import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LOG_END } from "../manifests/wrapper.ts";
import { EndMark } from "./end-mark.ts";

/** Passes a text in chunks of some sizes; what came through, and the mark. */
function pass(text: string, sizes: number[]) {
  const mark = new EndMark();
  const bytes = Buffer.from(text);
  const passed: Buffer[] = [];
  let from = 0;
  for (const size of [...sizes, bytes.length]) {
    passed.push(...mark.pass([bytes.subarray(from, from + size)]));
    from += size;
  }
  return { mark, text: () => Buffer.concat(passed).toString(), passed };
}

const sizes = fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 20 });
/** Texts with pieces of the mark in them. */
const texts = fc
  .array(
    fc.oneof(
      fc.string({ maxLength: 5 }),
      fc
        .integer({ min: 1, max: LOG_END.length - 1 })
        .map((n) => LOG_END.slice(0, n)),
    ),
  )
  .map((parts) => parts.join(""));

describe("the mark at a log's end", () => {
  it("is taken off, and nothing else, however the bytes come", () => {
    fc.assert(
      fc.property(texts, sizes, (text, chunks) => {
        const run = pass(`${text + LOG_END}  \n \n`, chunks);
        expect(run.mark.isSeen).toBe(true);
        expect(run.mark.drop()).toEqual([]);
        expect(run.text()).toBe(text);
      }),
    );
  });

  it("that does not come leaves the text whole", () => {
    fc.assert(
      fc.property(texts, sizes, (text, chunks) => {
        const run = pass(text, chunks);
        run.passed.push(...run.mark.drop());
        expect(run.text()).toBe(text);
      }),
    );
  });

  it("may be cut anywhere, and its beginning in the text is none", () => {
    const run = pass(`a${LOG_END.slice(0, 9)}${LOG_END}  \n`, [5, 9]);
    expect(run.mark.isSeen).toBe(true);
    expect(run.text()).toBe(`a${LOG_END.slice(0, 9)}`);
  });
});
