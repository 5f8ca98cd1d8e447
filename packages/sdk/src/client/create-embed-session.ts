import { embedSessionSchema, routes, type EmbedSession, type EmbedSessionRequest } from "../contract/index.ts";
import { createCorrelationId } from "./correlation-id.ts";
import { readJson } from "./read-response.ts";
import { createTransport, type ClientOptions, type RequestOptions } from "./transport.ts";

export interface BackendOptions extends Omit<ClientOptions, "getToken"> {
  /** The partner's own key, `hk_...`. It belongs to a backend: whoever has it sees all that the partner may see. */
  apiKey: string;
}

/**
 * Mints a token for one viewer, in a partner's backend. The page gives it to its client. All failures are
 * `HeddleError`s.
 *
 * @example
 * ```ts
 * const { token } = await createEmbedSession(
 *   { baseUrl: "https://analytics.example", apiKey },
 *   { merchantIds: "all", permissions: ["view", "ask"], expiresIn: 600 },
 * );
 * ```
 */
export function createEmbedSession(
  { apiKey, ...options }: BackendOptions,
  session: EmbedSessionRequest,
  { signal }: RequestOptions = {},
): Promise<EmbedSession> {
  const send = createTransport({ ...options, getToken: () => apiKey });
  const request = { route: routes.createEmbedSession, body: session, accept: "application/json", signal };
  return send({ ...request, correlationId: createCorrelationId() }, (reply) => readJson(reply, embedSessionSchema));
}
