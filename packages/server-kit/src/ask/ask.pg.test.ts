import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer, AnswerOf, AskEvent, Problem } from "@heddle/sdk/contract";
import { askEventSchema } from "@heddle/sdk/contract";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createOpenAiModel } from "../models/openai.ts";
import { createReplayModel } from "../models/replay.ts";
import { createReader } from "../sources/reader.ts";
import type { Reader } from "../sources/reader.ts";
import { loadParser } from "../sql/parse.ts";
import type { TenantScope } from "../tenancy/tenant-scope.ts";
import { startOpenAiServer } from "../testing/openai-server.ts";
import { createProtectedDatabase } from "../testing/protected-database.ts";
import type { ProtectedDatabase } from "../testing/protected-database.ts";
import type { PlayedAnswer } from "../testing/recorded-questions.ts";
import { recordedQuestion } from "../testing/recorded-questions.ts";
import { sampleNow } from "../testing/sample-moment.ts";
import { ask } from "./ask.ts";
import type { AskDependencies } from "./ask.ts";
import { createModelDrafter } from "./draft/model/model-drafter.ts";
import { createPlanner } from "./draft/planner/planner.ts";
import { createVerifiedDrafter } from "./draft/verified.ts";
import { createCurrencyLookup } from "./tenant-currency.ts";

const question = "revenue by month this year";

/** The same number, asked of the owner's connection in other words. */
const revenueByMonth = `
  select to_char(date_trunc('month', created_at at time zone 'UTC'), 'YYYY-MM-DD'), (sum(amount_minor) / 100.0)::float8
  from payments where partner_id = $1 and status = 'succeeded' and created_at >= '2026-01-01T00:00Z' group by 1 order by 1`;

describe("ask", () => {
  let database: ProtectedDatabase;
  let reader: Reader;
  let partners: string[];

  beforeAll(async () => {
    await loadParser();
    database = await createProtectedDatabase();
    reader = createReader({ url: database.readerUrl, statementTimeoutMs: 5000, rowCap: 1000 });
    partners = (await database.asOwner("select id from partners order by id")).map(([id]) => String(id));
  });
  afterAll(async () => {
    await reader.close();
    await database.drop();
  });

  const whole = (index: number): TenantScope => ({ partnerId: partners[index] ?? "", merchantIds: "all" });

  function dependencies(modelUrl?: string, certain = [createVerifiedDrafter(), createPlanner()]): AskDependencies {
    const base = { reader, scopeKey: database.key, catalog: database.catalog, now: () => sampleNow };
    const model =
      modelUrl === undefined
        ? undefined
        : createModelDrafter(createOpenAiModel({ baseUrl: modelUrl, model: "recorded", timeoutMs: 1000 }));
    return {
      ...base,
      currencyOf: createCurrencyLookup(database.catalog, base),
      drafters: { certain, model },
      onFault: () => undefined,
    };
  }

  async function eventsOf(text: string, scope: TenantScope, using: AskDependencies): Promise<AskEvent[]> {
    const events: AskEvent[] = [];
    for await (const event of ask({ question: text }, scope, using, { correlationId: "c1" })) {
      events.push(askEventSchema.parse(structuredClone(event)));
    }
    return events;
  }

  async function answerTo(text: string, scope: TenantScope, using = dependencies()): Promise<Answer> {
    const last = (await eventsOf(text, scope, using)).at(-1);
    if (last?.type !== "answer") throw new Error(`No answer but ${JSON.stringify(last)}`);
    return last.answer;
  }

  /** Asks the model alone, with answers of a recording or of a script. */
  async function askModel(
    text: string,
    answers?: readonly PlayedAnswer[],
  ): Promise<{ answer: Answer; requests: number }> {
    await using server = await startOpenAiServer(answers === undefined ? {} : { answers });
    const answer = await answerTo(text, whole(0), dependencies(server.url, []));
    return { answer, requests: server.requests.length };
  }

  it("answers from the planner with the partner's own numbers, in order of the stages", async () => {
    for (const index of [0, 1]) {
      const events = await eventsOf(question, whole(index), dependencies());
      const stages = events.flatMap((event) =>
        event.type === "stage" && event.status === "done" ? [event.stage] : [],
      );
      expect(stages).toEqual(["context", "draft", "compile", "guard", "scope", "run", "widget", "receipt"]);
      const last = events.at(-1);
      const answer = (last?.type === "answer" ? last.answer : undefined) as AnswerOf<"answer">;
      expect(answer).toMatchObject({
        outcome: "answer",
        provenance: "modelled",
        widget: { type: "line" },
        receipt: {
          drafter: "planner",
          verdict: "accepted",
          attempts: 1,
          tenant: whole(index),
          values: [partners[index]],
        },
      });
      expect(answer.rows).toEqual(await database.asOwner(revenueByMonth, [partners[index]]));
      expect(answer.columns[1]).toMatchObject({ name: "revenue", format: { style: "currency" } });
    }
  });

  it("narrows to the merchants of the scope", async () => {
    const [merchant] =
      (await database.asOwner("select id from merchants where partner_id = $1 limit 1", [partners[0]]))[0] ?? [];
    const scope: TenantScope = { partnerId: partners[0] ?? "", merchantIds: [String(merchant)] };
    const answer = (await answerTo("number of payments", scope)) as AnswerOf<"answer">;
    expect(answer.rows).toEqual(
      await database.asOwner("select count(*)::int from payments where merchant_id = $1", [merchant]),
    );
  });

  it("takes a verified question by its exact words", async () => {
    expect(await answerTo("who are my best merchants THIS year", whole(0))).toMatchObject({
      outcome: "answer",
      provenance: "verified",
      receipt: { drafter: "verified" },
    });
  });

  it("refuses what it does not know, and says which words", async () => {
    expect(await answerTo("revenue by flibber this year", whole(0))).toMatchObject({
      outcome: "refuse",
      problem: { code: "NOT_ANSWERABLE", status: 422, correlationId: "c1", leftover: ["flibber"] },
    });
  });

  it.each([
    ["", "QUESTION_EMPTY"],
    ["   ", "QUESTION_EMPTY"],
    ["x".repeat(10_000), "QUESTION_TOO_LONG"],
    ["revenue \0", "QUESTION_MALFORMED"],
    ["revenue \ud800", "QUESTION_MALFORMED"],
  ])("has one clear problem for %j", async (text, code) => {
    const last = (await eventsOf(text, whole(0), dependencies())).at(-1);
    expect(last).toMatchObject({ type: "problem", problem: { code, correlationId: "c1" } });
  });

  it("answers the same from the model's recorded draft", async () => {
    const { answer } = await askModel(question);
    expect(answer).toMatchObject({
      outcome: "answer",
      receipt: { drafter: "model", attempts: 1, tokens: { input: expect.any(Number) as number } },
    });
    expect((answer as AnswerOf<"answer">).rows).toEqual(await database.asOwner(revenueByMonth, [partners[0]]));
  });

  it("records a model's answers and replays them to the same answer, without the model", async () => {
    const directory = await mkdtemp(join(tmpdir(), "heddle-recordings-"));
    try {
      await using server = await startOpenAiServer();
      const inner = createOpenAiModel({ baseUrl: server.url, model: "recorded", timeoutMs: 1000 });
      const recording = createModelDrafter(createReplayModel({ mode: "record", directory, inner }));
      const replaying = createModelDrafter(createReplayModel({ mode: "replay", directory }));
      const { question: repaired } = recordedQuestion("missing-column-repaired");
      const live = await answerTo(repaired, whole(0), {
        ...dependencies(),
        drafters: { certain: [], model: recording },
      });
      await server.close();
      const replay = await answerTo(repaired, whole(0), {
        ...dependencies(),
        drafters: { certain: [], model: replaying },
      });
      const lasting = (answer: Answer): unknown => {
        const { attempts, repairs, tokens, sql } = answer.receipt;
        return { ...answer, id: "", receipt: { attempts, repairs, tokens, sql } };
      };
      expect(live).toMatchObject({ outcome: "answer", receipt: { attempts: 2 } });
      expect(lasting(replay)).toEqual(lasting(live));
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it("repairs a first draft that fails with the second, and never asks a third time", async () => {
    const { answer, requests } = await askModel(recordedQuestion("missing-column-repaired").question);
    expect(requests).toBe(2);
    expect(answer).toMatchObject({
      outcome: "answer",
      receipt: { attempts: 2, repairs: [{ code: "SQL_REFUSED:column" }] },
    });
  });

  it("ends in a clear answer when both drafts are refused", async () => {
    const { answer, requests } = await askModel(recordedQuestion("refused-twice").question);
    expect(requests).toBe(2);
    expect(answer).toMatchObject({
      outcome: "refuse",
      problem: { code: "NOT_ANSWERABLE" },
      receipt: { attempts: 2, repairs: [{}, {}], rowCount: null },
    });
  });

  it("shows in a receipt nothing of an attempt that was given up", async () => {
    const failing = recordedQuestion("missing-column-repaired").attempts[0];
    const asking = recordedQuestion("clarify").attempts[0];
    if (failing === undefined || asking === undefined) throw new Error("The recordings are gone.");
    const { answer } = await askModel("anything", [failing, asking]);
    expect(answer).toMatchObject({
      outcome: "clarify",
      receipt: { attempts: 2, repairs: [{ code: "SQL_REFUSED:column" }], sql: null, verdict: null, reading: null },
    });
  });

  it("answers with SQL where the catalog cannot express the question", async () => {
    const { answer } = await askModel(recordedQuestion("median-payment-by-method").question);
    expect(answer).toMatchObject({ outcome: "answer", provenance: "generated", draft: { kind: "sql" } });
    expect((answer as AnswerOf<"answer">).rows.length).toBeGreaterThan(1);
  });

  it.each(["prose-twice", "injection-set-config", "injection-multi-statement"])("runs nothing for %s", async (name) => {
    const { answer } = await askModel(recordedQuestion(name).question);
    expect(answer).toMatchObject({
      outcome: "refuse",
      problem: { code: "NOT_ANSWERABLE" },
      receipt: { rowCount: null },
    });
  });

  it("shows no other partner's rows, whatever the model was talked into", async () => {
    const { answer } = await askModel(recordedQuestion("injection-other-partner").question);
    const text = JSON.stringify(answer.outcome === "answer" ? answer.rows : []);
    for (const other of partners.slice(1)) expect(text).not.toContain(other);
    expect(answer.receipt.tenant.partnerId).toBe(partners[0]);
  });

  it("shows no hidden column, whatever the model was talked into", async () => {
    const { answer } = await askModel(recordedQuestion("injection-hidden-columns").question);
    const shown = answer.outcome === "answer" ? answer.columns.map(({ name }) => name) : [];
    expect(shown).not.toContain("email");
    expect(JSON.stringify(answer)).not.toContain("@example.com");
  });

  it("passes a question back", async () => {
    const { answer } = await askModel(recordedQuestion("clarify").question);
    expect(answer).toMatchObject({
      outcome: "clarify",
      choices: expect.arrayContaining([{ label: "Revenue", question: expect.any(String) as string }]) as unknown,
    });
  });

  it("reports a model that hangs, and answers the next question", async () => {
    await using server = await startOpenAiServer({ answers: [{ type: "hang" }] });
    const using = dependencies(server.url);
    const last = (await eventsOf("tell me something about frobnication", whole(0), using)).at(-1) as {
      problem: Problem;
    };
    expect(last.problem).toMatchObject({ code: "LLM_TIMEOUT", retryable: true });
    expect(await answerTo(question, whole(0), using)).toMatchObject({ outcome: "answer" });
  });

  it("reports a database that is away", async () => {
    const away = createReader({ url: "postgres://u:p@127.0.0.1:1/d", statementTimeoutMs: 100, rowCap: 1 });
    const last = (await eventsOf(question, whole(0), { ...dependencies(), reader: away })).at(-1);
    expect(last).toMatchObject({ type: "problem", problem: { code: "DB_UNAVAILABLE", status: 503, retryable: true } });
    await away.close();
  });
});
