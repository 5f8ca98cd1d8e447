import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import { recordedQuestions, type PlayedAnswer } from "./recorded-questions.ts";

const chatBodySchema = z.looseObject({
  model: z.string(),
  messages: z.array(z.looseObject({ role: z.string(), content: z.string() })).min(1),
  response_format: z.looseObject({
    type: z.literal("json_schema"),
    json_schema: z.looseObject({ name: z.string(), strict: z.boolean(), schema: z.record(z.string(), z.unknown()) }),
  }),
});

/** One request as it arrived. */
export interface ReceivedRequest {
  /** Path with its query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** The body as text, to search for what must not be in it. */
  readonly text: string;
  readonly body: z.infer<typeof chatBodySchema>;
  /** The question, where the first user message is JSON that has one, else that message. */
  readonly question: string;
  /** 1, or 2 where an earlier draft is fed back. */
  readonly attempt: number;
}

/** In order of arrival, or chosen for each request. */
type Answers = readonly PlayedAnswer[] | ((request: ReceivedRequest) => PlayedAnswer);

interface OpenAiServer {
  /** Base address with version, as a compatible server has it: `http://127.0.0.1:49152/v1`. */
  readonly url: string;
  /** Base address for Azure's form of the paths. */
  readonly azureEndpoint: string;
  readonly requests: readonly ReceivedRequest[];
  /** Resolves once that many requests have arrived. */
  arrived(count: number): Promise<void>;
  /** Ends every connection. */
  close(): Promise<void>;
}

/**
 * A real HTTP server that speaks OpenAI's Chat Completions (and Azure's form of its path) and plays answers: by default
 * those of `recordings/`, by question and attempt. With `apiKey` it refuses other keys and repeats the refused one in
 * the error, as some servers do.
 *
 * @example
 * ```ts
 * await using server = await startOpenAiServer({ answers: [{ type: "completion", content: { answer } }] });
 * const model = createOpenAiModel({ baseUrl: server.url, model: "recorded", timeoutMs: 2000 });
 * ```
 */
export async function startOpenAiServer(
  options: { answers?: Answers; apiKey?: string } = {},
): Promise<OpenAiServer & AsyncDisposable> {
  const { answers = recordedAnswers(), apiKey } = options;
  const requests: ReceivedRequest[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const closing = new AbortController();

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await readText(request);
    const url = request.url ?? "/";
    const isKnown =
      request.method === "POST" && /^(\/v1|\/openai\/deployments\/[^/]+)\/chat\/completions(\?|$)/.test(url);
    if (!isKnown) return sendError(response, { status: 404, message: `There is no ${request.method} ${url}.` });
    const key = keyOf(request.headers);
    if (apiKey !== undefined && key !== apiKey) {
      return sendError(response, {
        status: 401,
        code: "invalid_api_key",
        message: `Incorrect API key provided: ${key}.`,
      });
    }
    const parsed = chatBodySchema.safeParse(JSON.parse(text));
    if (!parsed.success) return sendError(response, { status: 400, message: z.prettifyError(parsed.error) });
    const received = toReceived(url, request.headers, text, parsed.data);
    requests.push(received);
    for (const { resolve } of waiting.filter(({ count }) => requests.length >= count)) resolve();
    const answer = typeof answers === "function" ? answers(received) : answers[requests.length - 1];
    await play(
      response,
      answer ?? { type: "error", status: 404, message: "The script has no more answers." },
      parsed.data.model,
      closing.signal,
    );
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.destroy(error instanceof Error ? error : undefined));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function close(): Promise<void> {
    closing.abort();
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
  return {
    url: `${origin}/v1`,
    azureEndpoint: origin,
    requests,
    arrived: (count) =>
      new Promise((resolve) => (requests.length >= count ? resolve() : void waiting.push({ count, resolve }))),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** Answers from `recordings/`. A question that was never recorded is an error that says so. */
function recordedAnswers(): (request: ReceivedRequest) => PlayedAnswer {
  const byQuestion = new Map(
    [...recordedQuestions().values()].map((recorded) => [comparable(recorded.question), recorded]),
  );
  return ({ question, attempt }) =>
    byQuestion.get(comparable(question))?.attempts[attempt - 1] ?? {
      type: "error",
      status: 404,
      code: "not_recorded",
      message: `There is no recording of attempt ${attempt} at "${question}".`,
    };
}

function comparable(question: string): string {
  return question
    .trim()
    .toLowerCase()
    .replace(/\s+/g, " ")
    .replace(/[?.!]+$/, "");
}

async function readText(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += chunk;
  return text;
}

function keyOf(headers: IncomingHttpHeaders): string {
  const azure = headers["api-key"];
  return typeof azure === "string" ? azure : (headers.authorization ?? "").replace(/^Bearer /, "");
}

function toReceived(
  url: string,
  headers: IncomingHttpHeaders,
  text: string,
  body: ReceivedRequest["body"],
): ReceivedRequest {
  const fromUser = body.messages.filter(({ role }) => role === "user").map(({ content }) => content);
  return { url, headers, text, body, question: questionOf(fromUser[0] ?? ""), attempt: fromUser.length };
}

function questionOf(content: string): string {
  try {
    return z.object({ question: z.string() }).parse(JSON.parse(content)).question;
  } catch {
    return content;
  }
}

async function play(
  response: ServerResponse,
  answer: PlayedAnswer,
  model: string,
  closing: AbortSignal,
): Promise<void> {
  switch (answer.type) {
    case "hang":
      return;
    case "error":
      return sendError(response, answer);
    case "body":
      return send(response, 200, answer.body, { "content-type": answer.contentType ?? "application/json" });
    case "cut": {
      const body = JSON.stringify(completion({ type: "completion", content: {} }, model));
      response.writeHead(200, { "content-type": "application/json", "content-length": body.length });
      response.write(body.slice(0, body.length / 2), () => response.destroy());
      return;
    }
    case "completion":
      if (answer.delayMs !== undefined) await delay(answer.delayMs, undefined, { signal: closing });
      return send(response, 200, JSON.stringify(completion(answer, model)));
  }
}

function completion(answer: Extract<PlayedAnswer, { type: "completion" }>, model: string) {
  const { content, refusal = null, finishReason = "stop", usage = { input: 1000, output: 100 } } = answer;
  const text = typeof content === "string" || content === null ? content : JSON.stringify(content);
  return {
    id: "chatcmpl-recorded",
    object: "chat.completion",
    created: 0,
    model: `${model}-recorded`,
    choices: [
      { index: 0, finish_reason: finishReason, logprobs: null, message: { role: "assistant", content: text, refusal } },
    ],
    ...(usage === null
      ? {}
      : {
          usage: {
            prompt_tokens: usage.input,
            completion_tokens: usage.output,
            total_tokens: usage.input + usage.output,
          },
        }),
  };
}

function sendError(
  response: ServerResponse,
  {
    status,
    code = null,
    message = "It failed.",
    headers,
  }: { status: number; code?: string | null; message?: string; headers?: Record<string, string> },
): void {
  const type = status >= 500 ? "server_error" : "invalid_request_error";
  send(response, status, JSON.stringify({ error: { message, type, param: null, code } }), headers);
}

function send(response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void {
  response
    .writeHead(status, { "content-type": "application/json", "x-request-id": "req_recorded", ...headers })
    .end(body);
}
