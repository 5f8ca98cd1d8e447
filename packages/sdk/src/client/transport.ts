import ky, { isHTTPError, type KyInstance, type KyResponse } from "ky";
import type { Route } from "../contract/index.ts";
import { clientError } from "./heddle-error.ts";
import { toHeddleError } from "./to-heddle-error.ts";
import { createTokenSource, type TokenSource } from "./token-source.ts";

export interface ClientOptions {
  /** Where the server is: `https://analytics.example`, a path of the page's own origin (`/heddle`), or `""`. */
  baseUrl: string | URL;
  /**
   * Gives a token: an embed session's, from the page's own backend. It is called once, and again whenever the server
   * refuses the token; requests that wait for it share one call.
   */
  getToken: () => string | Promise<string>;
  /** @default the global `fetch` */
  fetch?: typeof globalThis.fetch;
  /** The longest silence of the server, in milliseconds, before a request is given up. @default 30000 */
  timeoutMs?: number;
}

export interface RequestOptions {
  /** Stops the request; it then fails with the code `ABORTED`. */
  signal?: AbortSignal;
}

export interface TransportRequest {
  route: Route;
  body: unknown;
  /** Media type wanted. */
  accept: string;
  correlationId: string;
  signal?: AbortSignal | undefined;
  /** How often to try again where nothing or a 502 or 503 came. */
  retries: number;
}

export interface Transport {
  readonly timeoutMs: number;
  /** The answer, its status in the 200s, its body not yet read. Throws `HeddleError` for all else. */
  send(request: TransportRequest): Promise<KyResponse>;
}

/** Sends requests with a token, and once more with a new one where the first was refused. */
export function createTransport(options: ClientOptions): Transport {
  const tokens = createTokenSource(options.getToken);
  const timeoutMs = options.timeoutMs ?? 30_000;
  const base = String(options.baseUrl).replace(/\/+$/, "");
  const http = ky.create({
    timeout: timeoutMs,
    // A token in the header is all there is to know about the caller: no cookies, no shared caches.
    credentials: "omit",
    cache: "no-store",
    ...(options.fetch === undefined ? {} : { fetch: options.fetch as typeof globalThis.fetch }),
  });
  return { timeoutMs, send: (request) => send(http, tokens, base, request) };
}

async function send(http: KyInstance, tokens: TokenSource, base: string, request: TransportRequest): Promise<KyResponse> {
  const token = await waitForToken(tokens.current(), request);
  try {
    return await sendWith(token, http, base, request);
  } catch (error) {
    if (!isUnauthenticated(error)) throw toHeddleError(error, request.correlationId, request.signal);
  }
  const renewed = await waitForToken(tokens.renew(token), request);
  try {
    return await sendWith(renewed, http, base, request);
  } catch (error) {
    throw toHeddleError(error, request.correlationId, request.signal);
  }
}

function sendWith(token: string, http: KyInstance, base: string, request: TransportRequest): Promise<KyResponse> {
  return http(base + request.route.path, {
    method: request.route.method,
    json: request.body,
    headers: { accept: request.accept, authorization: `Bearer ${token}`, "x-correlation-id": request.correlationId },
    retry: { limit: request.retries, methods: ["post"], statusCodes: [502, 503], maxRetryAfter: 5_000 },
    ...(request.signal === undefined ? {} : { signal: request.signal }),
  });
}

/** The token, or an error as soon as the caller no longer wants it: the shared call of `getToken` goes on for the others. */
async function waitForToken(token: Promise<string>, { correlationId, signal }: TransportRequest): Promise<string> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(toHeddleError(signal?.reason, correlationId, signal));
  if (signal?.aborted) stop();
  signal?.addEventListener("abort", stop);
  try {
    return await Promise.race([stopped.promise, token.catch((cause: unknown) => Promise.reject(tokenError(cause, correlationId)))]);
  } finally {
    signal?.removeEventListener("abort", stop);
  }
}

function tokenError(cause: unknown, correlationId: string): Error {
  const detail = "The page could not get a token for the server.";
  return clientError("TOKEN_FAILED", { detail, hint: "Try again, or sign in again.", correlationId, cause });
}

function isUnauthenticated(error: unknown): boolean {
  return isHTTPError(error) && error.response.status === 401;
}
