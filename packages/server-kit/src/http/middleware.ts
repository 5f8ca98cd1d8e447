import type { MiddlewareHandler } from "hono";
import { bodyLimit } from "hono/body-limit";
import { cors } from "hono/cors";
import { requestId } from "hono/request-id";
import { secureHeaders } from "hono/secure-headers";
import { HeddleError } from "../errors.ts";
import type { AppEnvironment } from "./app-environment.ts";
import type { Log } from "./log.ts";

type Middleware = MiddlewareHandler<AppEnvironment>;

const correlationHeader = "X-Correlation-Id";
const maxBodyBytes = 64 * 1024;

/** The caller's own correlation id where it is one (128 word characters at most), else a new one. */
export function correlate(): Middleware {
  return requestId({ headerName: correlationHeader, limitLength: 128 });
}

/** One line a request, without its query string and body. */
export function logRequests(log: Log): Middleware {
  return async (context, next) => {
    const start = performance.now();
    await next();
    const identity = context.get("identity");
    log.info(
      {
        method: context.req.method,
        path: context.req.path,
        status: context.res.status,
        ms: Math.round((performance.now() - start) * 10) / 10,
        correlationId: context.get("requestId"),
        ...(identity && { caller: identity.id, partnerId: identity.scope.partnerId }),
      },
      "request",
    );
  };
}

/**
 * Pages of any origin may call: they show a token in a header, which no browser sends on its own, and never cookies.
 * Which pages may use a certain token is the embed session's to say.
 */
export function allowPages(): Middleware {
  return cors({
    origin: "*",
    allowMethods: ["GET", "POST"],
    allowHeaders: ["Authorization", "Content-Type", correlationHeader],
    exposeHeaders: [correlationHeader, "Retry-After"],
    maxAge: 7200,
  });
}

/** HSTS is left to whoever ends TLS: it speaks for a whole domain. */
export function protectResponses(): Middleware {
  return secureHeaders({
    contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
    // `/heddle.js` is made for other sites, also for those that demand this header of all they load.
    crossOriginResourcePolicy: "cross-origin",
    strictTransportSecurity: false,
    xFrameOptions: "DENY",
  });
}

/** Answers are one viewer's own: nothing is stored on the way but what says otherwise. */
export const dontStore: Middleware = async (context, next) => {
  await next();
  if (!context.res.headers.has("cache-control")) context.res.headers.set("cache-control", "no-store");
};

export function limitBody(): Middleware {
  return bodyLimit({
    maxSize: maxBodyBytes,
    onError: () => {
      throw new HeddleError("BODY_TOO_LARGE", `The body may have ${maxBodyBytes} bytes at most.`);
    },
  });
}
