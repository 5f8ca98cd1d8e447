import { metricQuerySchema } from "@heddle/sdk/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { sampleCatalog } from "../../../sample/sample-catalog.ts";
import type { AskContext, Draft } from "../../pipeline.ts";
import { indexOf } from "./catalog-index.ts";
import { createPlanner, planDraft } from "./planner.ts";
import { grammarPhrases } from "./phrases.ts";
import { questionsNow } from "./questions/expectation.ts";
import { allQuestions } from "./questions/questions.ts";

function draftOf(text: string): Draft {
  return planDraft({ question: { text, timeZone: "UTC" }, catalog: sampleCatalog, now: questionsNow });
}

const known = [...indexOf(sampleCatalog).exact.keys(), ...grammarPhrases.keys()];
const nonsense = ["foobar", "qwertz", "blub", "zxcv", "Timbuktu", "yesterweek"];
/** Any UTF-16, lone surrogates and control characters included. */
const anyText = (maxLength: number) =>
  fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength });
const wordSalad = fc.array(
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: anyText(12) }),
  { maxLength: 20 },
);
const askable = allQuestions.flatMap(([question, expected]) =>
  "query" in expected && !/["“]/.test(question) ? [question] : [],
);

describe("planner on any text", { timeout: 30_000 }, () => {
  it("never throws, and what it answers is a valid metric query", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText(300),
          wordSalad.map((words) => words.join(" ")),
        ),
        (text) => {
          const draft = draftOf(text);
          if (draft.kind === "metric") expect(metricQuerySchema.parse(draft.query)).toEqual(draft.query);
          else expect(draft).toMatchObject({ message: expect.stringMatching(/\S/) });
        },
      ),
      { numRuns: 300 },
    );
  });

  it("never answers a question with a word in it that it does not know", () => {
    fc.assert(
      fc.property(fc.constantFrom(...askable), fc.constantFrom(...nonsense), fc.nat(), (question, word, place) => {
        const words = question.split(" ");
        const at = place % (words.length + 1);
        const draft = draftOf([...words.slice(0, at), word, ...words.slice(at)].join(" "));
        expect(draft.kind).toBe("refuse");
        expect(draft.kind === "refuse" ? draft.leftover : []).toContain(word);
      }),
      { numRuns: 300 },
    );
  });

  it("asks back only with questions that it understands, and says the same every time", () => {
    fc.assert(
      fc.property(wordSalad, (words) => {
        const draft = draftOf(words.join(" "));
        expect(draftOf(words.join(" "))).toEqual(draft);
        const choices = draft.kind === "clarify" ? draft.choices : [];
        for (const { question } of choices) expect(draftOf(question).kind).toBe("metric");
      }),
      { numRuns: 300 },
    );
  });

  it("takes case, accents, punctuation and Unicode's forms for nothing", () => {
    for (const question of [
      "top 5 merchants by revenue",
      "failed payments by method this year",
      "refund rate per category",
    ]) {
      const draft = draftOf(question);
      for (const variant of [
        question.toUpperCase(),
        `  ${question}?!`,
        question.normalize("NFD"),
        question.replaceAll(" ", "\u00a0"),
        question.replace("e", "\u00e9"),
      ]) {
        expect(draftOf(variant)).toEqual(draft);
      }
    }
  });

  it("turns away a text of 10,000 characters by its size, however it is built", () => {
    for (const piece of [
      "revenue by month ",
      "merchants and ",
      "a",
      "1,",
      "'",
      '"x',
      "top 5 ",
      "\u0301",
      "not ",
      "closed paid ",
    ]) {
      const draft = draftOf(piece.repeat(Math.ceil(10_000 / piece.length)).slice(0, 10_000));
      expect(draft.kind).toBe("refuse");
    }
  });

  it("is a drafter that gives its draft as it stands", async () => {
    const context: AskContext = {
      question: { text: "revenue by month", timeZone: "UTC" },
      scope: { partnerId: "prt_1", merchantIds: "all" },
      catalog: sampleCatalog,
      now: questionsNow,
    };
    const drafted = await createPlanner().draft(context, {});
    expect(drafted).toMatchObject({ drafter: "planner", draft: { kind: "metric" } });
    expect(JSON.parse(drafted.raw)).toEqual(drafted.draft);
  });

  it("reads days in the asker's zone and says so where it is not the catalog's", () => {
    const context = { catalog: sampleCatalog, now: new Date("2026-12-31T23:30:00Z") };
    const draft = planDraft({ ...context, question: { text: "revenue in January", timeZone: "Africa/Nairobi" } });
    expect(draft).toMatchObject({
      query: { time: { range: { from: "2027-01-01", to: "2027-02-01" }, timeZone: "Africa/Nairobi" } },
    });
  });
});
