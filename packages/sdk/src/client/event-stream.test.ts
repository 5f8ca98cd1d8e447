import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createEventStreamParser, type StreamedEvent } from "./event-stream.ts";

function parse(...chunks: string[]): StreamedEvent[] {
  const events: StreamedEvent[] = [];
  const feed = createEventStreamParser((event) => events.push(event));
  for (const chunk of chunks) feed(chunk);
  return events;
}

describe("createEventStreamParser", () => {
  it("reads an event with its type and data", () => {
    expect(parse('event: stage\ndata: {"a":1}\n\n')).toEqual([{ type: "stage", data: '{"a":1}' }]);
  });

  it("joins several lines of data", () => {
    expect(parse("data: one\ndata:two\ndata\n\n")).toEqual([{ type: "message", data: "one\ntwo\n" }]);
  });

  it("takes only the first space away and keeps colons", () => {
    expect(parse("data:  a: b\n\n")).toEqual([{ type: "message", data: " a: b" }]);
  });

  it("passes over comments, ids, retry times and unknown fields", () => {
    expect(parse(": heartbeat\nid: 1\nretry: 5\nother: x\ndata: y\n\n")).toEqual([{ type: "message", data: "y" }]);
  });

  it("forgets the type of an event without data", () => {
    expect(parse("event: stage\n\ndata: x\n\n")).toEqual([{ type: "message", data: "x" }]);
  });

  it("drops an event that the end cuts off", () => {
    expect(parse("data: whole\n\ndata: half\n")).toEqual([{ type: "message", data: "whole" }]);
  });

  it("gives out an event that ends in bare returns at once", () => {
    expect(parse("data: x\r\r")).toEqual([{ type: "message", data: "x" }]);
  });

  it("reads the same however the text is cut and whichever line ends are used", () => {
    const line = fc.string({ unit: fc.constantFrom("a", ":", " ", "🧵") });
    const event = fc.record({
      type: fc.constantFrom("stage", "answer"),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
    });
    const lineEnd = fc.constantFrom("\n", "\r\n", "\r");
    const cuts = fc.array(fc.nat(200), { maxLength: 20 });
    fc.assert(
      fc.property(fc.array(event), lineEnd, cuts, (events, end, at) => {
        const text = events
          .map(({ type, lines }) => [`event: ${type}`, ...lines.map((one) => `data: ${one}`), "", ""].join(end))
          .join(`: comment${end}`);
        const places = [0, ...at.toSorted((a, b) => a - b), text.length];
        const chunks = places.slice(1).map((to, index) => text.slice(places[index], to));
        const expected = events.map(({ type, lines }) => ({ type, data: lines.join("\n") }));
        expect(parse(...chunks)).toEqual(expected);
      }),
    );
  });
});
