import {
  queryResponseSchema,
  routes,
  type AskRequest,
  type MetricQueryInput,
  type QueryRequest,
  type QueryResponse,
} from "../contract/index.ts";
import { createAsk, type Ask } from "./ask.ts";
import { readAskEvents, type AskProgress } from "./ask-events.ts";
import { invalidResponse, toHeddleError } from "./to-heddle-error.ts";
import { createTransport, type ClientOptions, type RequestOptions, type Transport } from "./transport.ts";

export interface HeddleClient {
  /**
   * Asks a question in words.
   *
   * @example
   * ```ts
   * const ask = client.ask("revenue by month this year");
   * for await (const event of ask) if (event.type === "stage") showStage(event.stage);
   * const answer = await ask;
   * if (answer.outcome === "answer") draw(answer.widget, answer.rows);
   * ```
   */
  ask(question: string | AskRequest, options?: RequestOptions): Ask;
  /** Runs a metric query. Tried once more where the server could not be reached or was busy: it changes nothing there. */
  query(query: MetricQueryInput, options?: RequestOptions): Promise<QueryResponse>;
}

/**
 * A client for one server and one viewer, for browsers and Node >= 22. All failures are `HeddleError`s.
 *
 * @example
 * ```ts
 * const client = createClient({
 *   baseUrl: "https://analytics.example",
 *   getToken: async () => (await (await fetch("/session", { method: "POST" })).json()).token,
 * });
 * const { rows } = await client.query({ measures: ["revenue"], time: { grain: "month" } });
 * ```
 */
export function createClient(options: ClientOptions): HeddleClient {
  const transport = createTransport(options);
  return {
    ask(question, { signal } = {}) {
      const request = typeof question === "string" ? { question } : question;
      const correlationId = createCorrelationId();
      return createAsk((stop) => askEvents(transport, request, correlationId, stop), correlationId, signal);
    },
    query: (query, { signal } = {}) => runQuery(transport, { query }, signal),
  };
}

async function* askEvents(
  transport: Transport,
  body: AskRequest,
  correlationId: string,
  signal: AbortSignal,
): AsyncGenerator<AskProgress, void> {
  const accept = "text/event-stream";
  // Not tried again on its own: a question may cost the host a call of a language model.
  const response = await transport.send({ route: routes.ask, body, accept, correlationId, signal, retries: 0 });
  yield* readAskEvents(response, { correlationId, signal, timeoutMs: transport.timeoutMs });
}

async function runQuery(transport: Transport, body: QueryRequest, signal?: AbortSignal): Promise<QueryResponse> {
  const correlationId = createCorrelationId();
  const accept = "application/json";
  const response = await transport.send({ route: routes.query, body, accept, correlationId, signal, retries: 1 });
  const parsed = queryResponseSchema.safeParse(await readJson(response, correlationId, signal));
  if (parsed.success) return parsed.data;
  throw invalidResponse("The server's answer does not have the expected shape.", correlationId, { cause: parsed.error });
}

async function readJson(response: Response, correlationId: string, signal?: AbortSignal): Promise<unknown> {
  try {
    return await response.json();
  } catch (error) {
    throw toHeddleError(error, correlationId, signal);
  }
}

/** 128 random bits. `crypto.randomUUID` is missing in pages that are not served over TLS. */
function createCorrelationId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
