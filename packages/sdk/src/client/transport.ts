import type { Route } from "../contract/index.ts";
import { clientError, HeddleError } from "./heddle-error.ts";
import { readError, type Reply } from "./read-response.ts";
import { watchSilence, type Silence } from "./silence.ts";
import { createTokenSource } from "./token-source.ts";

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
  /** Stops the request, which then fails with the code `ABORTED`. */
  signal?: AbortSignal | undefined;
}

export interface TransportRequest extends RequestOptions {
  route: Pick<Route, "method" | "path">;
  body: unknown;
  /** The media type wanted. */
  accept: string;
  correlationId: string;
}

/** Sends a request and lets `read` take its answer, whose status is in the 200s. Throws `HeddleError` for all else. */
export type Transport = <T>(request: TransportRequest, read: (reply: Reply) => Promise<T>) => Promise<T>;

/**
 * Requests with a token, sent once more with a new one where the first was refused. Nothing else is repeated here.
 */
export function createTransport(options: ClientOptions): Transport {
  const tokens = createTokenSource(options.getToken);
  const baseUrl = String(options.baseUrl).replace(/\/+$/, "");
  const { timeoutMs = 30_000 } = options;

  async function exchange<T>(
    request: TransportRequest,
    silence: Silence,
    read: (reply: Reply) => Promise<T>,
  ): Promise<T> {
    const { correlationId } = request;
    const signal = request.signal ? AbortSignal.any([silence.signal, request.signal]) : silence.signal;
    // Called by its global name, as browsers demand.
    const fetch = options.fetch ?? ((url: string, init: RequestInit) => globalThis.fetch(url, init));
    const attempt = (token: string) => fetch(baseUrl + request.route.path, requestInit(request, token, signal));

    const token = await obtain(tokens.current(), signal, correlationId);
    let response = await attempt(token);
    if (response.status === 401) {
      // Frees the connection; what it says is of no interest.
      await response.body?.cancel();
      response = await attempt(await obtain(tokens.renew(token), signal, correlationId));
    }
    silence.heard();
    const reply = { response, correlationId, heard: silence.heard };
    if (!response.ok) throw await readError(reply);
    return read(reply);
  }

  return async (request, read) => {
    const silence = watchSilence(timeoutMs);
    try {
      return await exchange(request, silence, read);
    } catch (cause) {
      throw cause instanceof HeddleError ? cause : explain(cause, request, silence);
    } finally {
      silence.end();
    }
  };
}

function requestInit(
  { route, accept, body, correlationId }: TransportRequest,
  token: string,
  signal: AbortSignal,
): RequestInit {
  return {
    method: route.method,
    headers: {
      accept,
      authorization: `Bearer ${token}`,
      "content-type": "application/json",
      "x-correlation-id": correlationId,
    },
    body: JSON.stringify(body),
    // The token is all there is to know about the caller: no cookies, no shared caches.
    credentials: "omit",
    cache: "no-store",
    signal,
  };
}

/** The token, or the signal's end: then the shared call of `getToken` goes on for the others. */
async function obtain(token: Promise<string>, signal: AbortSignal, correlationId: string): Promise<string> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener("abort", stop);
  try {
    return await Promise.race([token, aborted.promise]);
  } catch (cause) {
    if (signal.aborted) throw cause;
    const detail = "The page could not get a token for the server.";
    throw clientError("TOKEN_FAILED", { detail, hint: "Try again, or sign in again.", correlationId, cause });
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function explain(cause: unknown, { signal, correlationId }: TransportRequest, silence: Silence): HeddleError {
  if (signal?.aborted) {
    return clientError("ABORTED", { detail: "The request was stopped before it was answered.", correlationId, cause });
  }
  if (silence.signal.aborted) {
    return clientError("TIMED_OUT", { detail: "The server took too long to answer.", correlationId, cause });
  }
  const detail = "The server could not be reached, or the connection broke off.";
  const hint = "Check the connection, the address, and whether the server allows requests from this page.";
  return clientError("NETWORK_FAILED", { detail, hint, correlationId, cause });
}
