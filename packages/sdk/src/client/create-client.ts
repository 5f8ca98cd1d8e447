import {
  queryResponseSchema,
  routes,
  type AskRequest,
  type MetricQueryInput,
  type QueryResponse,
} from "../contract/index.ts";
import { createAsk, type Ask } from "./ask.ts";
import { createCorrelationId } from "./correlation-id.ts";
import { withOneRetry } from "./one-retry.ts";
import { readAsk, readJson } from "./read-response.ts";
import { createTransport, type ClientOptions, type RequestOptions } from "./transport.ts";

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
  /** Runs a metric query; once more where the server was busy or could not be reached. */
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
  const send = createTransport(options);
  return {
    ask(question, { signal } = {}) {
      const body = typeof question === "string" ? { question } : question;
      const request = { route: routes.ask, body, accept: "text/event-stream", correlationId: createCorrelationId() };
      return createAsk(
        (stop, onEvent) => send({ ...request, signal: stop }, (reply) => readAsk(reply, onEvent)),
        signal,
      );
    },
    query(query, { signal } = {}) {
      const correlationId = createCorrelationId();
      const request = { route: routes.query, body: { query }, accept: "application/json", correlationId, signal };
      return withOneRetry(() => send(request, (reply) => readJson(reply, queryResponseSchema)), correlationId, signal);
    },
  };
}
