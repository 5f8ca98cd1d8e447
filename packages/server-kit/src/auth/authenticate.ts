import { HeddleError } from "../errors.ts";
import { databaseFault } from "../sources/database-fault.ts";
import type { ApiKeys } from "./api-keys.ts";
import type { EmbedSessions } from "./embed-sessions.ts";
import type { Identity } from "./identity.ts";

interface AuthenticateOptions {
  readonly apiKeys: Pick<ApiKeys, "verify">;
  readonly embedSessions: Pick<EmbedSessions, "verify">;
}

/** Who sends a request: the one place where headers become an identity. */
export function createAuthenticate({
  apiKeys,
  embedSessions,
}: AuthenticateOptions): (request: Request) => Promise<Identity> {
  return async (request) => {
    const credential = readBearer(request.headers.get("authorization"));
    const identity = await verify(credential).catch((error: unknown) => {
      throw databaseFault(error);
    });
    checkOrigin(request.headers.get("origin"), identity);
    return identity;
  };

  function verify(credential: string): Promise<Identity> {
    return credential.startsWith("hk_") ? apiKeys.verify(credential) : embedSessions.verify(credential);
  }
}

/** RFC 6750, section 2.1. */
function readBearer(header: string | null): string {
  const credential = /^Bearer +([\w.~+/=-]+) *$/i.exec(header ?? "")?.[1];
  if (credential !== undefined) return credential;
  const hint = "Send an embed session's token or an API key as `Authorization: Bearer ...`.";
  throw new HeddleError("UNAUTHENTICATED", "No valid credentials were sent.", { hint });
}

/** Browsers always say which page a request of another origin comes from; other callers say nothing. */
function checkOrigin(origin: string | null, { origins }: Identity): void {
  if (origin === null || origins === null || origins.includes(origin)) return;
  throw new HeddleError("ORIGIN_NOT_ALLOWED", "This page may not use the embed session.", {
    hint: "Name the page's origin in `origins` when the session is minted.",
  });
}
