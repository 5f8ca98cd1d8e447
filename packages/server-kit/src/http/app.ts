import { routes, type RouteName } from "@heddle/sdk/contract";
import { Hono, type Context } from "hono";
import { compress } from "hono/compress";
import { HeddleError, toProblem } from "../errors.ts";
import type { AppEnvironment } from "./app-environment.ts";
import { cdnFileResponse } from "./cdn-file.ts";
import type { AppDependencies } from "./dependencies.ts";
import { ask } from "./handlers/ask.ts";
import { createEmbedSession } from "./handlers/create-embed-session.ts";
import type { Call, Handler } from "./handlers/handler.ts";
import { health } from "./handlers/health.ts";
import { query } from "./handlers/query.ts";
import { allowPages, correlate, dontStore, limitBody, logRequests, protectResponses } from "./middleware.ts";
import { problemResponse } from "./problem-response.ts";
import { readBody } from "./read-body.ts";
import { reportError } from "./report-error.ts";

type App = Hono<AppEnvironment>;

const handlers = { createEmbedSession, ask, query, health } satisfies { [N in RouteName]: Handler<N> };

/**
 * The HTTP side of Heddle: every route of the contract, each behind its own permission. A host serves it alone or
 * mounts its `fetch` in an app of its own.
 */
export function createApp(dependencies: AppDependencies): App {
  const app: App = new Hono<AppEnvironment>();
  app.use(correlate(), logRequests(dependencies.log), allowPages(), protectResponses(), dontStore, limitBody());
  for (const name of Object.keys(routes) as RouteName[]) addRoute(app, name, dependencies);
  const { cdnFile } = dependencies;
  if (cdnFile !== undefined) app.get("/heddle.js", compress(), (context) => cdnFileResponse(cdnFile, context.req.raw));
  app.notFound((context) =>
    fail(new HeddleError("NOT_FOUND", "There is nothing at this address."), context, dependencies),
  );
  app.onError((error, context) => fail(error, context, dependencies));
  return app;
}

function addRoute(app: App, name: RouteName, dependencies: AppDependencies): void {
  const { method, path } = routes[name];
  const handler = handlers[name] as Handler<RouteName>;
  app.on(method, path, async (context) => {
    try {
      return await handler(await prepareCall(name, context, dependencies), dependencies);
    } catch (error) {
      return fail(error, context, dependencies);
    }
  });
  app.all(path, (context) => {
    context.header("Allow", method === "GET" ? "GET, HEAD" : method);
    return fail(new HeddleError("METHOD_NOT_ALLOWED", `This address takes ${method} only.`), context, dependencies);
  });
}

/** Who calls, whether they may, and what with: in this order, so that a stranger learns nothing about the body. */
async function prepareCall<N extends RouteName>(
  name: N,
  context: Context<AppEnvironment>,
  dependencies: AppDependencies,
): Promise<Call<N>> {
  const { permission, request: schema } = routes[name];
  const request = context.req.raw;
  const identity = permission === "public" ? null : await dependencies.authenticate(request);
  if (identity) context.set("identity", identity);
  if (permission !== "public" && identity?.permissions.has(permission) !== true) {
    throw new HeddleError("FORBIDDEN", "These credentials do not allow this.", {
      hint: `The permission needed is "${permission}".`,
    });
  }
  const body = schema === null ? null : await readBody(request, schema);
  const { signal } = request;
  // The compiler cannot follow that both hang on the same name.
  return { request, signal, correlationId: context.get("requestId"), identity, body } as Call<N>;
}

function fail(error: unknown, context: Context<AppEnvironment>, { log }: AppDependencies): Response {
  const correlationId = context.get("requestId");
  reportError(log, error, correlationId);
  return problemResponse(toProblem(error, correlationId));
}
