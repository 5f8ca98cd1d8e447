import { describe, expect, it } from "vitest";
import type { ModelReply } from "../../../models/language-model.ts";
import { DraftRejected } from "../draft-rejected.ts";
import { readAnswer } from "./read-answer.ts";

const sql = { kind: "sql", sql: "select 1", reading: "One", widget: null };
const clarify = { kind: "clarify", message: "Which?", choices: [{ label: "A", question: "Revenue" }] };
const refuse = { kind: "refuse", message: "No weather here.", missing: ["rain"], understood: null };
const metric = {
  kind: "metric_query",
  measures: ["revenue"],
  dimensions: [],
  filters: [],
  time: null,
  compare: null,
  sort: [],
  limit: null,
  widget: null,
};

function reply(text: string, fields: Partial<ModelReply> = {}): ModelReply {
  return { text, model: "m", finishReason: "stop", tokens: { input: 10, output: 2 }, cost: 0.5, ...fields };
}
const answered = (answer: object) => reply(JSON.stringify({ answer }));

function rejectionOf(given: ModelReply): DraftRejected {
  try {
    readAnswer(given);
  } catch (error) {
    if (error instanceof DraftRejected) return error;
    throw error;
  }
  return expect.fail("It should have been rejected.");
}

describe("readAnswer", () => {
  it("gives a metric query with the contract's defaults", () => {
    expect(readAnswer(answered(metric))).toEqual({
      draft: { kind: "metric", query: { measures: ["revenue"], dimensions: [], filters: [], sort: [] } },
    });
  });

  it("gives SQL as it was written, without the space around it", () => {
    expect(readAnswer(answered({ ...sql, sql: "\n select 'a  b' \n" }))).toEqual({
      draft: { kind: "sql", sql: "select 'a  b'", reading: "One" },
    });
  });

  it("gives a proposal for the widget", () => {
    const widget = { type: "bar", title: "A \u0007 title" };
    expect(readAnswer(answered({ ...sql, widget }))).toMatchObject({ widget: { type: "bar", title: "A title" } });
  });

  it("gives at most six choices", () => {
    const choices = Array.from({ length: 9 }, (_, index) => ({ label: `${index}`, question: "Revenue" }));
    expect(readAnswer(answered({ ...clarify, choices }))).toMatchObject({
      draft: { kind: "clarify", message: "Which?", choices: choices.slice(0, 6) },
    });
  });

  it("gives what is missing, as plain and short text", () => {
    const answer = {
      ...refuse,
      message: `a\u0000\n${"b".repeat(600)}`.replace("\u0000", "\u0007"),
      missing: ["rain", " \u0007 "],
    };
    const { draft } = readAnswer(answered(answer));
    expect(draft).toMatchObject({ kind: "refuse", leftover: ["rain"] });
    expect(draft.kind === "refuse" && [...draft.message].length).toBe(500);
  });

  it.each([
    ["prose", reply("Revenue was fine."), "The answer is not JSON."],
    ["JSON in a fence", reply('```json\n{"answer":{}}\n```'), "The answer is not JSON."],
    ["nothing", reply(" \n"), "The answer is empty."],
    [
      "half an answer",
      reply('{"answer":{"kind":"sq', { finishReason: "length" }),
      "The answer was cut off before its end.",
    ],
    [
      "a whole answer that was cut off",
      { ...answered(sql), finishReason: "length" },
      "The answer was cut off before its end.",
    ],
    ["a refusal", reply("", { refusal: "I can't\nhelp." }), "The model declined: I can't help."],
    [
      "a filtered answer",
      reply("", { finishReason: "content_filter" }),
      "The provider's content filter stopped the answer.",
    ],
    ["too much", reply("x".repeat(50_001)), "The answer is longer than 50000 characters."],
    [
      "an unknown kind",
      answered({ kind: "python", code: "1" }),
      /^The answer does not have the expected shape: \/answer\/kind /,
    ],
    ["an unknown key", answered({ ...sql, html: "<b>" }), /expected shape/],
    ["a missing key", answered({ kind: "sql", sql: "select 1", reading: "One" }), /expected shape/],
    [
      "a key that reaches for the prototype",
      reply(`{"answer":${JSON.stringify(sql).replace("{", '{"__proto__":{"a":1},')}}`),
      /expected shape/,
    ],
    ["an array", reply("[]"), /expected shape/],
    ["null", reply("null"), /expected shape/],
    ["SQL with NUL", answered({ ...sql, sql: "select '\u0000'" }), "The answer holds NUL or half of a surrogate pair."],
    [
      "a filter with half a surrogate pair",
      answered({ ...metric, filters: [{ member: "a.b", operator: "in", values: ["\uD800"] }] }),
      /surrogate/,
    ],
    ["empty SQL", answered({ ...sql, sql: "  " }), '"sql" must have 1 to 20000 characters.'],
    ["endless SQL", answered({ ...sql, sql: "x".repeat(20_001) }), /1 to 20000/],
    ["no reading", answered({ ...sql, reading: "\u0007" }), '"reading" is empty.'],
    ["no choices", answered({ ...clarify, choices: [] }), '"choices" is empty.'],
    ["a query without measures", answered({ ...metric, measures: [] }), /^The metric query is not valid: \/measures /],
    ["a limit that is too high", answered({ ...metric, limit: 10_001 }), /^The metric query is not valid: \/limit /],
  ] satisfies [string, ModelReply, string | RegExp][])("rejects %s", (_name, given, detail) => {
    const rejection = rejectionOf(given);
    expect(rejection.detail).toMatch(detail);
    expect(rejection).toMatchObject({ code: "DRAFT_INVALID", previous: given.refusal ?? given.text });
  });

  it("says what a rejected answer cost", () => {
    expect(rejectionOf(reply("prose")).spent).toEqual({ model: "m", tokens: { input: 10, output: 2 }, cost: 0.5 });
  });

  it("says where the shape is wrong, without the values", () => {
    const answer = { ...metric, measures: "canary", limit: "canary", sort: [{ by: "time", direction: "canary" }] };
    const { detail } = rejectionOf(answered(answer));
    for (const path of ["/answer/measures", "/answer/limit", "/answer/sort/0/direction"])
      expect(detail).toContain(path);
    expect(detail).not.toContain("canary");
  });
});
