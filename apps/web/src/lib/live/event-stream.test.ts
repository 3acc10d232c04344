import { expect, it } from "vitest";
import { parseEvents } from "./event-stream.ts";

function streamOf(chunks: string[]): ReadableStream<string> {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(chunk);
      controller.close();
    },
  });
}

async function parse(...chunks: string[]) {
  const events = [];
  for await (const event of parseEvents(streamOf(chunks))) {
    events.push(event);
  }
  return events;
}

it("reads events that are cut anywhere", async () => {
  const text = ': hello\n\nid: 7\ndata: {"a":1}\n\ndata: x\ndata: y\n\n';
  const expected = [
    { id: "7", data: '{"a":1}' },
    { id: "7", data: "x\ny" },
  ];
  expect(await parse(text)).toEqual(expected);
  expect(await parse(...text.split(""))).toEqual(expected);
});

it("takes all three line ends, also when a chunk ends between them", async () => {
  expect(await parse("data: a\r", "\n\r", "\ndata: b\r\rdata: c\n\n")).toEqual([
    { id: undefined, data: "a" },
    { id: undefined, data: "b" },
    { id: undefined, data: "c" },
  ]);
});

it("does not take a line end that is cut in two for an empty line", async () => {
  expect(await parse("data: a\r", "\ndata: b\r\n\r\n")).toEqual([
    { id: undefined, data: "a\nb" },
  ]);
});

it("drops an event whose end never came", async () => {
  expect(await parse("data: a\n\ndata: b\n")).toEqual([
    { id: undefined, data: "a" },
  ]);
});
