import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createOpenAiModel } from "../../../models/openai.ts";
import { createReplayModel } from "../../../models/replay.ts";
import { sampleCatalog } from "../../../sample/sample-catalog.ts";
import { startOpenAiServer } from "../../../testing/openai-server.ts";
import { recordedQuestion, recordedQuestions, type PlayedAnswer } from "../../../testing/recorded-questions.ts";
import type { AskContext, Drafted, DraftFeedback, Drafter } from "../../pipeline.ts";
import { DraftRejected } from "../draft-rejected.ts";
import { answerSchema } from "./answer-schema.ts";
import { createModelDrafter } from "./model-drafter.ts";

const canary = "sk-canary-51c0ffee51c0ffee";

async function open(answers?: readonly PlayedAnswer[]) {
  const server = await startOpenAiServer({ ...(answers === undefined ? {} : { answers }), apiKey: canary });
  const model = createOpenAiModel({ apiKey: canary, baseUrl: server.url, model: "test-model", timeoutMs: 10_000 });
  return { server, model, drafter: createModelDrafter(model), [Symbol.asyncDispose]: server.close };
}

function contextOf(name: string): AskContext {
  return {
    question: { text: recordedQuestion(name).question, timeZone: "UTC" },
    scope: { partnerId: "prt_canary", merchantIds: "all" },
    catalog: sampleCatalog,
    now: new Date("2026-03-15T12:00:00Z"),
  };
}

const feedback: DraftFeedback = {
  code: "SQL_REFUSED",
  detail: "It is not allowed.",
  hint: "Do not.",
  sql: "select 1",
  previous: "{}",
};

/** Both attempts of a recording: drafts, or what the rejected ones were rejected for. */
async function attemptsAt(drafter: Drafter, name: string): Promise<(Drafted | DraftRejected)[]> {
  const attempts = recordedQuestion(name).attempts.map((_, index) =>
    drafter
      .draft(contextOf(name), index === 0 ? {} : { feedback })
      .catch((error: unknown) => (error instanceof DraftRejected ? error : Promise.reject(error as Error))),
  );
  return Promise.all(attempts);
}

describe("createModelDrafter", () => {
  it("drafts a metric query over the socket", async () => {
    await using opened = await open();
    expect(await opened.drafter.draft(contextOf("revenue-by-month"), {})).toMatchObject({
      drafter: "model",
      model: "test-model-recorded",
      tokens: { input: 1000, output: 100 },
      draft: {
        kind: "metric",
        query: {
          measures: ["revenue"],
          time: { grain: "month", range: { type: "relative", unit: "year", offset: 0, count: 1 } },
        },
      },
      widget: { type: "line", title: "Revenue by month this year" },
    });
  });

  it.each([
    ["median-payment-by-method", "sql"],
    ["clarify", "clarify"],
    ["refuse", "refuse"],
    ["injection-set-config", "sql"],
  ])("drafts %s as %s", async (name, kind) => {
    await using opened = await open();
    expect(await opened.drafter.draft(contextOf(name), {})).toMatchObject({ draft: { kind } });
  });

  it("feeds back why the first draft failed and gives the second", async () => {
    await using opened = await open();
    const context = contextOf("missing-column-repaired");
    const first = await opened.drafter.draft(context, {});
    expect(first.draft).toMatchObject({ kind: "sql", sql: expect.stringContaining("fee_amount") });
    const failed = {
      code: "42703",
      detail: 'column "fee_amount" does not exist',
      sql: "select fee_amount",
      previous: first.raw,
    };
    const second = await opened.drafter.draft(context, { feedback: failed });
    expect(second.draft).toMatchObject({ kind: "sql", sql: expect.stringContaining("fee_minor") });
    const [, , fedBack] = opened.server.requests[1]?.body.messages ?? [];
    expect(JSON.parse(fedBack?.content ?? "")).toEqual({ feedback: failed });
  });

  it("repairs prose: the rejection is itself the feedback", async () => {
    await using opened = await open();
    const context = contextOf("prose-then-metric");
    const rejection = await opened.drafter.draft(context, {}).catch((error: unknown) => error as DraftRejected);
    expect(rejection).toBeInstanceOf(DraftRejected);
    expect(rejection).toMatchObject({
      code: "DRAFT_INVALID",
      detail: "The answer is not JSON.",
      spent: { tokens: { input: 1000 } },
    });
    expect(await opened.drafter.draft(context, { feedback: rejection as DraftRejected })).toMatchObject({
      draft: { kind: "metric" },
    });
    expect(opened.server.requests[1]?.text).toContain("a strong result");
  });

  it.each([
    ["a refusal", { type: "completion", content: null, refusal: "No." }],
    ["a cut answer", { type: "completion", content: '{"answer":', finishReason: "length" }],
    ["no choices", { type: "body", body: '{"choices":[]}' }],
    ["an empty answer", { type: "completion", content: "" }],
  ] satisfies [string, PlayedAnswer][])("rejects %s after one call", async (_name, answer) => {
    await using opened = await open([answer]);
    await expect(opened.drafter.draft(contextOf("clarify"), {})).rejects.toBeInstanceOf(DraftRejected);
    expect(opened.server.requests).toHaveLength(1);
  });

  it("passes faults of the model through", async () => {
    await using opened = await open([{ type: "error", status: 404 }]);
    await expect(opened.drafter.draft(contextOf("clarify"), {})).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
  });

  it("ends when the asker gives up", async () => {
    await using opened = await open([{ type: "hang" }]);
    const controller = new AbortController();
    const drafting = opened.drafter
      .draft(contextOf("clarify"), { signal: controller.signal })
      .catch((error: unknown) => error);
    await opened.server.arrived(1);
    controller.abort();
    expect(await drafting).toMatchObject({ code: "QUERY_CANCELLED" });
  });

  it("sends no tenant, no hidden column and no key, in any recording and attempt", async () => {
    await using opened = await open();
    for (const name of recordedQuestions().keys()) await attemptsAt(opened.drafter, name);
    expect(opened.server.requests.length).toBeGreaterThan(recordedQuestions().size);
    for (const { body } of opened.server.requests) {
      expect(JSON.stringify(body)).not.toContain("canary");
      expect(body.messages[0]?.content).not.toMatch(/"(email|phone)"/);
      expect(Object.keys(body).toSorted()).toEqual(["messages", "model", "response_format", "seed", "temperature"]);
    }
  });
});

describe("the recordings", () => {
  it.each([...recordedQuestions()])(
    "%s is a recorded question whose drafts have the model's shape",
    async (_name, { attempts }) => {
      for (const attempt of attempts) {
        if (attempt.type !== "completion" || typeof attempt.content === "string") continue;
        expect(answerSchema.safeParse(attempt.content).error).toBeUndefined();
      }
    },
  );

  it("replay without a server, from what was recorded over the socket", async () => {
    const directory = await mkdtemp(join(tmpdir(), "heddle-recordings-"));
    try {
      const recorded = new Map<string, unknown>();
      {
        await using opened = await open();
        const recorder = createModelDrafter(createReplayModel({ mode: "record", directory, inner: opened.model }));
        for (const name of recordedQuestions().keys()) recorded.set(name, await attemptsAt(recorder, name));
      }
      const replayer = createModelDrafter(createReplayModel({ mode: "replay", directory }));
      for (const [name, expected] of recorded) expect(await attemptsAt(replayer, name)).toEqual(expected);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
