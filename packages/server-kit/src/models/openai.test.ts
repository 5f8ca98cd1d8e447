import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import { startOpenAiServer } from "../testing/openai-server.ts";
import type { PlayedAnswer } from "../testing/recorded-questions.ts";
import { describeLanguageModel, sampleRequest } from "./language-model.suite.ts";
import { createOpenAiModel, type OpenAiModelOptions } from "./openai.ts";
import type { Pace } from "./retry.ts";

const canary = "sk-canary-51c0ffee51c0ffee";
const fine: PlayedAnswer = { type: "completion", content: { answer: "yes" } };
const overloaded: PlayedAnswer = { type: "error", status: 503 };

/** Waits that do not wait; each is written down. */
function quickPace(): Pace & { waits: number[]; advance(milliseconds: number): void } {
  let time = Date.UTC(2026, 2, 15);
  const waits: number[] = [];
  return {
    waits,
    now: () => time,
    advance: (milliseconds) => void (time += milliseconds),
    random: () => 0.5,
    sleep: async (milliseconds) => {
      waits.push(milliseconds);
      time += milliseconds;
    },
  };
}

async function open(answers: readonly PlayedAnswer[], options: Partial<OpenAiModelOptions> = {}) {
  const server = await startOpenAiServer({ answers });
  const pace = quickPace();
  const model = createOpenAiModel({
    apiKey: canary,
    baseUrl: server.url,
    model: "test-model",
    timeoutMs: 10_000,
    pace,
    ...options,
  });
  return { server, pace, model, [Symbol.asyncDispose]: server.close };
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.fail("It should have failed."),
    (error: unknown) => error,
  );
}

describeLanguageModel("OpenAI's protocol", () => open([fine, fine]));

describe("createOpenAiModel", () => {
  it("asks for strict structured output, steadily, and gives the reply with its tokens and cost", async () => {
    await using opened = await open([fine], { pricePerMillion: { input: 2, output: 8 } });
    const reply = await opened.model.complete(sampleRequest);
    expect(reply).toEqual({
      text: '{"answer":"yes"}',
      model: "test-model-recorded",
      finishReason: "stop",
      tokens: { input: 1000, output: 100 },
      cost: 0.0028,
    });
    const [request] = opened.server.requests;
    expect(request?.headers.authorization).toBe(`Bearer ${canary}`);
    expect(request?.body).toEqual({
      model: "test-model",
      messages: [{ role: "system", content: sampleRequest.system }, ...sampleRequest.messages],
      response_format: {
        type: "json_schema",
        json_schema: { name: "answer", strict: true, schema: sampleRequest.schema },
      },
      temperature: 0,
      seed: 1,
    });
  });

  it("speaks Azure's form of the protocol", async () => {
    await using opened = await open([fine]);
    const azure = { endpoint: opened.server.azureEndpoint, deployment: "analytics", apiVersion: "2025-01-01-preview" };
    const model = createOpenAiModel({ apiKey: canary, model: "analytics", timeoutMs: 10_000, azure });
    expect(await model.complete(sampleRequest)).toMatchObject({ text: '{"answer":"yes"}' });
    const [request] = opened.server.requests;
    expect(request?.url).toBe("/openai/deployments/analytics/chat/completions?api-version=2025-01-01-preview");
    expect(request?.headers["api-key"]).toBe(canary);
  });

  it("needs no key where a server wants none", async () => {
    await using opened = await open([fine], { apiKey: undefined });
    expect(await opened.model.complete(sampleRequest)).toMatchObject({ text: '{"answer":"yes"}' });
  });

  it("gives no tokens and no cost where the server does not count", async () => {
    await using opened = await open([{ ...fine, usage: null }], { pricePerMillion: { input: 2, output: 8 } });
    const reply = await opened.model.complete(sampleRequest);
    expect(reply).not.toHaveProperty("tokens");
    expect(reply).not.toHaveProperty("cost");
  });

  it.each([
    [
      "a refusal",
      { type: "completion", content: null, refusal: "I cannot help." },
      { text: "", refusal: "I cannot help." },
    ],
    [
      "an answer that was cut off",
      { type: "completion", content: '{"ans', finishReason: "length" },
      { text: '{"ans', finishReason: "length" },
    ],
    [
      "a filtered answer",
      { type: "completion", content: null, finishReason: "content_filter" },
      { text: "", finishReason: "content_filter" },
    ],
    ["no choices", { type: "body", body: '{"choices":[]}' }, { text: "", finishReason: "other" }],
    [
      "a filtered question (Azure)",
      { type: "error", status: 400, code: "content_filter" },
      { text: "", finishReason: "content_filter" },
    ],
  ] satisfies [string, PlayedAnswer, object][])("passes on %s", async (_name, answer, expected) => {
    await using opened = await open([answer]);
    expect(await opened.model.complete(sampleRequest)).toMatchObject(expected);
    expect(opened.server.requests).toHaveLength(1);
  });

  it("asks without sampling settings where a server does not take them, and remembers", async () => {
    const unsupported: PlayedAnswer = {
      type: "error",
      status: 400,
      code: "unsupported_value",
      message: "temperature must be 1",
    };
    await using opened = await open([unsupported, fine, fine]);
    await opened.model.complete(sampleRequest);
    await opened.model.complete(sampleRequest);
    expect(opened.server.requests.map(({ body }) => body["temperature"])).toEqual([0, undefined, undefined]);
  });
});

describe("a model that fails", () => {
  it.each([
    ["429", { type: "error", status: 429, code: "rate_limit_exceeded" }],
    ["500", { type: "error", status: 500 }],
    ["503", overloaded],
    ["a connection cut in the middle of the body", { type: "cut" }],
    ["a body that is not JSON", { type: "body", body: '{"choices":[{"mess' }],
    ["a page instead of an answer", { type: "body", body: "<html></html>", contentType: "text/html" }],
    ["a body of another shape", { type: "body", body: '{"choices":"none"}' }],
  ] satisfies [string, PlayedAnswer][])("is asked three times at most: %s", async (_name, answer) => {
    await using opened = await open([answer, answer, answer, fine]);
    await expect(opened.model.complete(sampleRequest)).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    expect(opened.server.requests).toHaveLength(3);
    expect(opened.pace.waits).toEqual([250, 500]);
  });

  it("is retried until it answers", async () => {
    await using opened = await open([overloaded, { type: "cut" }, fine]);
    expect(await opened.model.complete(sampleRequest)).toMatchObject({ text: '{"answer":"yes"}' });
  });

  it.each([
    ["401", { type: "error", status: 401, code: "invalid_api_key" }, 1],
    ["404", { type: "error", status: 404, code: "model_not_found" }, 1],
    ["429 for a used-up quota", { type: "error", status: 429, code: "insufficient_quota" }, 1],
    ["400, after one try without sampling settings", { type: "error", status: 400 }, 2],
  ] satisfies [string, PlayedAnswer, number][])(
    "is not retried where it would not help: %s",
    async (_name, answer, times) => {
      await using opened = await open([answer, answer, fine]);
      await expect(opened.model.complete(sampleRequest)).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
      expect(opened.server.requests).toHaveLength(times);
      expect(opened.pace.waits).toEqual([]);
    },
  );

  it("is LLM_UNAVAILABLE where nobody listens", async () => {
    const opened = await open([]);
    await opened.server.close();
    const error = await failureOf(opened.model.complete(sampleRequest));
    expect(error).toMatchObject({ code: "LLM_UNAVAILABLE", cause: { message: "No whole response: ECONNREFUSED" } });
  });

  it.each([
    ["seconds", { "retry-after": "3" }, 3125],
    ["a date", { "retry-after": "Sun, 15 Mar 2026 00:00:04 GMT" }, 4125],
    ["milliseconds", { "retry-after-ms": "1500", "retry-after": "9" }, 1625],
    ["nonsense", { "retry-after": "soon" }, 250],
  ] satisfies [string, Record<string, string>, number][])(
    "is given the time it asks for: %s",
    async (_name, headers, wait) => {
      await using opened = await open([{ type: "error", status: 429, headers }, fine]);
      await opened.model.complete(sampleRequest);
      expect(opened.pace.waits).toEqual([wait]);
    },
  );

  it("is given up at once where it asks for more time than there is", async () => {
    await using opened = await open([{ type: "error", status: 429, headers: { "retry-after": "60" } }, fine]);
    await expect(opened.model.complete(sampleRequest)).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    expect(opened.pace.waits).toEqual([]);
  });

  it("is LLM_TIMEOUT where it does not answer in time, retries included", async () => {
    await using opened = await open([overloaded, { type: "hang" }], { timeoutMs: 300 });
    const error = await failureOf(opened.model.complete(sampleRequest));
    expect(error).toMatchObject({ code: "LLM_TIMEOUT", message: "The language model did not answer within 0.3 s." });
  });

  it("ends at once when the caller gives up", async () => {
    await using opened = await open([{ type: "hang" }]);
    const controller = new AbortController();
    const failure = failureOf(opened.model.complete({ ...sampleRequest, signal: controller.signal }));
    await opened.server.arrived(1);
    controller.abort();
    expect(await failure).toMatchObject({ code: "QUERY_CANCELLED" });
  });

  it("rests after repeated failures, and is tried once after the pause", async () => {
    const broken: PlayedAnswer = { type: "error", status: 401 };
    await using opened = await open([broken, broken, broken, fine, fine], { breaker: { failures: 2, pauseMs: 1000 } });
    const ask = () => opened.model.complete(sampleRequest);
    await expect(ask()).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    await expect(ask()).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    await expect(ask()).rejects.toMatchObject({ code: "LLM_UNAVAILABLE", hint: "Try again in 1 s." });
    expect(opened.server.requests).toHaveLength(2);
    opened.pace.advance(1000);
    await expect(ask()).rejects.toMatchObject({ code: "LLM_UNAVAILABLE" });
    expect(opened.server.requests).toHaveLength(3);
    opened.pace.advance(1000);
    await ask();
    await ask();
    expect(opened.server.requests).toHaveLength(5);
  });
});

describe("the key", () => {
  it.each([
    ["a server that repeats it", [], "another-key-than-expected"],
    [
      "an error that quotes the header",
      [{ type: "error", status: 403, message: `Authorization: Bearer ${canary} refused` }],
      canary,
    ],
    ["a code that holds it", [{ type: "error", status: 403, code: canary }], canary],
    [
      "a body that holds it",
      [
        { type: "body", body: `{"${canary}` },
        { type: "body", body: canary },
        { type: "body", body: canary },
      ],
      canary,
    ],
  ] satisfies [string, PlayedAnswer[], string][])("is in no error: %s", async (_name, answers, expectedKey) => {
    await using server = await startOpenAiServer({ answers, apiKey: expectedKey });
    const model = createOpenAiModel({
      apiKey: canary,
      baseUrl: server.url,
      model: "m",
      timeoutMs: 10_000,
      pace: quickPace(),
    });
    const error = await failureOf(model.complete(sampleRequest));
    expect(error).toMatchObject({ code: "LLM_UNAVAILABLE" });
    expect(inspect(error, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain("canary");
  });

  it("is in no property of the model", () => {
    const model = createOpenAiModel({ apiKey: canary, model: "m", timeoutMs: 1 });
    expect(inspect(model, { depth: Number.POSITIVE_INFINITY, showHidden: true })).not.toContain("canary");
    expect(JSON.stringify(model)).not.toContain("canary");
  });
});
