import { describe, expect, it } from "vitest";
import { sampleCatalog } from "../../sample/sample-catalog.ts";
import type { AskContext, Draft } from "../pipeline.ts";
import { createVerifiedDrafter } from "./verified.ts";

async function draftOf(text: string): Promise<Draft> {
  const context: AskContext = {
    question: { text, timeZone: "UTC" },
    scope: { partnerId: "prt_1", merchantIds: "all" },
    catalog: sampleCatalog,
    now: new Date("2026-11-21T10:00:00Z"),
  };
  const { draft, drafter } = await createVerifiedDrafter().draft(context, {});
  expect(drafter).toBe("verified");
  return draft;
}

describe("verified questions", () => {
  it("are answered by the query that a person has checked", async () => {
    for (const { question, query } of sampleCatalog.verified)
      expect(await draftOf(question)).toEqual({ kind: "metric", query });
  });

  it.each([
    "how is my business doing this year",
    "  HOW  IS MY BUSINESS DOING, THIS YEAR?! ",
    "Ｈｏｗ is my bu\u0308siness doing this year",
    "How is my\nbusiness doing this-year",
  ])("are recognised however they are typed: %s", async (question) => {
    expect(await draftOf(question)).toMatchObject({ kind: "metric", query: sampleCatalog.verified[0]?.query });
  });

  it.each(["How is my business doing last year?", "How is my business doing this year and next?", "", "doing"])(
    "are nothing else: %s",
    async (question) => {
      expect(await draftOf(question)).toMatchObject({ kind: "refuse", leftover: [] });
    },
  );
});
