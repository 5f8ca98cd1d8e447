import type { Handler } from "./handler.ts";

export const query: Handler<"query"> = async ({ identity, body, signal, correlationId }, dependencies) =>
  Response.json(await dependencies.query(identity, body.query, { signal, correlationId }));
