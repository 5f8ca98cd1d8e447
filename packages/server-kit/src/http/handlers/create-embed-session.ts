import type { Handler } from "./handler.ts";

export const createEmbedSession: Handler<"createEmbedSession"> = async ({ identity, body }, dependencies) =>
  Response.json(await dependencies.createEmbedSession(identity, body), { status: 201 });
