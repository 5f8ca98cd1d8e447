import { isDeepStrictEqual } from "node:util";
import { metricQuerySchema } from "@heddle/sdk/contract";
import type { MetricQuery } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { sampleCatalog } from "../../../sample/sample-catalog.ts";
import type { Draft } from "../../pipeline.ts";
import { planDraft } from "./planner.ts";
import { questionsNow } from "./questions/expectation.ts";
import { allQuestions } from "./questions/questions.ts";

function draftOf(text: string): Draft {
  return planDraft({ question: { text, timeZone: "UTC" }, catalog: sampleCatalog, now: questionsNow });
}

/** Filters hold together whatever their order; all else is as it was asked. */
function canonical(query: MetricQuery): MetricQuery {
  return { ...query, filters: query.filters.toSorted((a, b) => a.member.localeCompare(b.member, "en")) };
}

describe("planner on the questions", { timeout: 30_000 }, () => {
  it.each(allQuestions)("%s", (question, expected) => {
    const draft = draftOf(question);
    if ("query" in expected) {
      const query = draft.kind === "metric" ? canonical(draft.query) : draft;
      expect(query).toEqual(canonical(metricQuerySchema.parse(expected.query)));
    } else if ("clarify" in expected) {
      expect(draft).toMatchObject({ kind: "clarify" });
      expect(draft.kind === "clarify" ? draft.choices.map(({ label }) => label).toSorted() : []).toEqual(
        expected.clarify.toSorted(),
      );
    } else {
      expect(draft.kind).toBe("refuse");
      expect(draft.kind === "refuse" ? draft.leftover.map((word) => word.toLowerCase()) : []).toEqual(
        expect.arrayContaining(expected.refuse.map((word) => word.toLowerCase())),
      );
    }
  });

  it("answers all that have an answer, and no other", () => {
    const answerable = allQuestions.filter(([, expected]) => "query" in expected);
    const answered = allQuestions.flatMap(([question, expected]) => {
      const draft = draftOf(question);
      return draft.kind === "metric" ? [{ draft, expected }] : [];
    });
    const right = answered.filter(
      ({ draft, expected }) =>
        "query" in expected &&
        isDeepStrictEqual(canonical(draft.query), canonical(metricQuerySchema.parse(expected.query))),
    );
    expect(right.length).toBe(answered.length);
    expect(right.length).toBe(answerable.length);
    expect(answerable.length / allQuestions.length).toBeGreaterThan(0.6);
  });
});
