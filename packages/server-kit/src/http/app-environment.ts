import type { RequestIdVariables } from "hono/request-id";
import type { Identity } from "../auth/identity.ts";

/** What the parts of the app leave for each other in a request's context; `requestId` is the correlation id. */
export interface AppEnvironment {
  Variables: RequestIdVariables & { identity?: Identity };
}
