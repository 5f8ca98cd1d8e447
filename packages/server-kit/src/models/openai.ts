import OpenAI, { AzureOpenAI } from "openai";
import * as z from "zod";
import { HeddleError } from "../errors.ts";
import { CallFailure, toCallFailure } from "./call-failure.ts";
import { createCircuitBreaker, type CircuitBreakerOptions } from "./circuit-breaker.ts";
import type { LanguageModel, ModelReply, ModelRequest } from "./language-model.ts";
import { realPace, withRetries, type Pace } from "./retry.ts";

export interface OpenAiModelOptions {
  /** Absent for a compatible server that wants none. It is in no error, log or property. */
  apiKey?: string | undefined;
  /** Of a compatible server, with its version: `http://localhost:11434/v1`. @default "https://api.openai.com/v1" */
  baseUrl?: string | undefined;
  /** As the provider names it. With Azure the deployment decides, and this is its name in receipts. */
  model: string;
  /** Milliseconds for the whole call, retries and waits included; then `LLM_TIMEOUT`. */
  timeoutMs: number;
  /** Asks an Azure deployment instead; `baseUrl` is then not used. */
  azure?: { endpoint: string; deployment: string; apiVersion: string } | undefined;
  /** US dollars per million tokens. Where it is absent, no cost is given. */
  pricePerMillion?: { input: number; output: number } | undefined;
  breaker?: CircuitBreakerOptions | undefined;
  pace?: Pace | undefined;
}

const openAiUrl = "https://api.openai.com/v1";

/** The least random answer a provider gives; reasoning models and some servers take neither setting. */
const steady = { temperature: 0, seed: 1 };

/**
 * A model behind OpenAI's Chat Completions, at OpenAI, on Azure or on any compatible server, with strict structured
 * output. Retries at most twice inside the time, and rests after repeated failures (`circuit-breaker.ts`).
 *
 * @example
 * ```ts
 * const model = createOpenAiModel({ apiKey, model: "gpt-5-mini", timeoutMs: 20_000 });
 * const reply = await model.complete({ system, messages: [{ role: "user", content }], schema, schemaName: "answer" });
 * ```
 */
export function createOpenAiModel(options: OpenAiModelOptions): LanguageModel {
  const { pace = realPace, timeoutMs } = options;
  const breaker = createCircuitBreaker(options.breaker ?? {}, pace.now);
  const send = createSender(options, pace);
  return {
    name: options.model,
    async complete(request) {
      if (request.signal?.aborted === true) throw cancelled();
      return breaker.run(() =>
        withinTime(timeoutMs, request.signal, (signal) =>
          withRetries(() => send(request, signal), { pace, signal, deadline: pace.now() + timeoutMs }),
        ),
      );
    },
  };
}

/** One request and its reply. Rejects with a `CallFailure`. */
function createSender(
  options: OpenAiModelOptions,
  pace: Pace,
): (request: ModelRequest, signal: AbortSignal) => Promise<ModelReply> {
  const client = createClient(options);
  const secrets = options.apiKey === undefined ? [] : [options.apiKey];
  let settings: Partial<typeof steady> = steady;

  async function post(
    request: ModelRequest,
    signal: AbortSignal,
    sampling: Partial<typeof steady>,
  ): Promise<ModelReply> {
    try {
      const body = { ...toBody(request, options), ...sampling };
      return toReply(await client.chat.completions.create(body, { signal }), options);
    } catch (error) {
      throw toCallFailure(error, secrets, pace.now());
    }
  }

  return async (request, signal) => {
    try {
      return await post(request, signal, settings);
    } catch (error) {
      if (isFiltered(error)) return { text: "", model: options.model, finishReason: "content_filter" };
      if (!isMalformed(error) || settings !== steady) throw error;
    }
    // Servers differ in the settings they accept and in how they say so: ask once without, and keep to what worked.
    const reply = await post(request, signal, {});
    settings = {};
    return reply;
  };
}

function isMalformed(error: unknown): boolean {
  return error instanceof CallFailure && (error.status === 400 || error.status === 422);
}

/** Azure answers 400 where its filter refuses the question itself. */
function isFiltered(error: unknown): boolean {
  return error instanceof CallFailure && error.status === 400 && error.code === "content_filter";
}

/** Everything the library would otherwise read from the environment is said here. */
function createClient({ apiKey = "none", azure, baseUrl }: OpenAiModelOptions): OpenAI {
  const common = {
    apiKey,
    adminAPIKey: null,
    organization: null,
    project: null,
    webhookSecret: null,
    // Retries and time are ours (`withRetries`): the library's would outlast the budget.
    maxRetries: 0,
    logLevel: "off",
  } as const;
  if (azure !== undefined) return new AzureOpenAI({ ...common, ...azure, baseURL: null });
  return new OpenAI({ ...common, baseURL: baseUrl ?? openAiUrl });
}

function toBody(request: ModelRequest, options: OpenAiModelOptions) {
  const atOpenAi = options.azure === undefined && options.baseUrl === undefined;
  return {
    model: options.azure?.deployment ?? options.model,
    messages: [
      { role: "system" as const, content: request.system },
      ...request.messages.map((message) => ({ ...message })),
    ],
    response_format: {
      type: "json_schema" as const,
      json_schema: { name: request.schemaName, strict: true, schema: request.schema },
    },
    // OpenAI keeps completions of newer accounts unless told not to; other servers may not know the field.
    ...(atOpenAi ? { store: false } : {}),
  };
}

const completionSchema = z.object({
  model: z.string().optional(),
  choices: z.array(
    z.object({
      finish_reason: z.string().nullish(),
      message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
    }),
  ),
  usage: z.object({ prompt_tokens: z.int(), completion_tokens: z.int() }).nullish().catch(undefined),
});

const finishReasons: Record<string, ModelReply["finishReason"]> = {
  stop: "stop",
  length: "length",
  content_filter: "content_filter",
};

function toReply(response: unknown, { model, pricePerMillion }: OpenAiModelOptions): ModelReply {
  const parsed = completionSchema.safeParse(response);
  if (!parsed.success) throw new CallFailure("The response is not a chat completion.");
  const { choices, usage } = parsed.data;
  const choice = choices[0];
  const refusal = choice?.message.refusal;
  const tokens = usage ? { input: usage.prompt_tokens, output: usage.completion_tokens } : undefined;
  return {
    text: choice?.message.content ?? "",
    model: parsed.data.model ?? model,
    finishReason: finishReasons[choice?.finish_reason ?? ""] ?? "other",
    ...(refusal ? { refusal } : {}),
    ...(tokens ? { tokens } : {}),
    ...(tokens && pricePerMillion
      ? { cost: (tokens.input * pricePerMillion.input + tokens.output * pricePerMillion.output) / 1_000_000 }
      : {}),
  };
}

/** Runs `work` with a signal that is aborted by the caller or by the time, and says which it was. */
async function withinTime<T>(
  timeoutMs: number,
  caller: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const time = AbortSignal.timeout(timeoutMs);
  try {
    return await work(caller === undefined ? time : AbortSignal.any([caller, time]));
  } catch (error) {
    if (caller?.aborted === true) throw cancelled();
    if (time.aborted) throw timedOut(timeoutMs);
    throw error instanceof CallFailure ? unavailable(error) : error;
  }
}

function cancelled(): HeddleError {
  return new HeddleError("QUERY_CANCELLED", "The question was cancelled while the language model was asked.");
}

function timedOut(timeoutMs: number): HeddleError {
  return new HeddleError("LLM_TIMEOUT", `The language model did not answer within ${timeoutMs / 1000} s.`, {
    hint: "Try again, or ask in words of the catalog: those need no model.",
  });
}

function unavailable(cause: CallFailure): HeddleError {
  const hint = cause.retryable
    ? "Try again in a moment."
    : "The host has to check the address, the name and the key of the language model.";
  return new HeddleError("LLM_UNAVAILABLE", "The language model cannot be reached.", { hint, cause });
}
