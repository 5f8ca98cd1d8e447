import { embedSessionMaxSeconds, type EmbedSession, type EmbedSessionRequest } from "@heddle/sdk/contract";
import type { Kysely } from "kysely";
import { newId } from "../db/ids.ts";
import type { Database } from "../db/tables.ts";
import { HeddleError } from "../errors.ts";
import { signEmbedToken, verifyEmbedToken, type EmbedClaims, type EmbedTokenOptions } from "./embed-token.ts";
import type { Identity } from "./identity.ts";
import { toPermissions } from "./permissions.ts";
import { createTokenCache } from "./token-cache.ts";

/** Which of the ids belong to a merchant of the partner. */
export type MerchantsOf = (partnerId: string, merchantIds: readonly string[]) => Promise<readonly string[]>;

export interface EmbedSessions {
  /**
   * A short-lived token for one viewer, within what the service itself may see and do. Throws `FORBIDDEN` for a
   * merchant that is not the partner's or not known, which is the same to whoever asks.
   */
  mint(service: Identity, request: EmbedSessionRequest): Promise<EmbedSession>;
  /** The viewer of a token. Throws `TOKEN_EXPIRED`, or `UNAUTHENTICATED` for any that is not, no longer, valid. */
  verify(token: string): Promise<Identity>;
  /** Ends a session; other servers notice within 10 seconds. False where there is none, or it was ended before. */
  revoke(sessionId: string): Promise<boolean>;
}

export interface EmbedSessionOptions extends EmbedTokenOptions {
  readonly database: Kysely<Database>;
  readonly merchantsOf: MerchantsOf;
}

/** Sessions of viewers that partners' backends mint with their API keys. */
export function createEmbedSessions(options: EmbedSessionOptions): EmbedSessions {
  const { database, now } = options;
  const verified = createTokenCache<EmbedClaims>({
    now,
    verify: (token) => verifyEmbedToken(token, options),
    confirm: (claims) => confirmSession(database, claims.sub, now()),
  });

  return {
    async mint(service, request) {
      const granted = await grant(service, request, options);
      const id = newId("ems");
      const issuedAt = now();
      const exp = Math.floor(issuedAt.getTime() / 1000) + granted.expiresIn;
      const { partnerId, merchants, permissions, origins } = granted;
      const token = await signEmbedToken(
        { sub: id, exp, partner: partnerId, merchants, permissions, origins },
        options,
      );
      const expiresAt = new Date(exp * 1000);
      await database
        .insertInto("embed_sessions")
        .values({
          id,
          partner_id: partnerId,
          merchant_ids: merchants === "all" ? null : merchants,
          permissions,
          origins,
          viewer_id: request.viewerId ?? null,
          api_key_id: service.id,
          created_at: issuedAt,
          expires_at: expiresAt,
          revoked_at: null,
        })
        .execute();
      return { id, token, expiresAt: expiresAt.toISOString() };
    },

    async verify(token) {
      const { sub, partner, merchants, permissions, origins } = await verified.get(token);
      const scope = { partnerId: partner, merchantIds: merchants };
      return { kind: "viewer", id: sub, permissions: toPermissions(permissions), scope, origins };
    },

    async revoke(sessionId) {
      const { numUpdatedRows } = await database
        .updateTable("embed_sessions")
        .set({ revoked_at: now() })
        .where("id", "=", sessionId)
        .where("revoked_at", "is", null)
        .executeTakeFirstOrThrow();
      verified.forget((claims) => claims.sub === sessionId);
      return numUpdatedRows > 0n;
    },
  };
}

/** What of the request the service may give away. */
async function grant(service: Identity, request: EmbedSessionRequest, { merchantsOf }: EmbedSessionOptions) {
  if (service.kind !== "service") throw new HeddleError("FORBIDDEN", "Only a partner's API key mints embed sessions.");
  if (request.expiresIn > embedSessionMaxSeconds)
    throw new HeddleError("VALIDATION_FAILED", "The session would live too long.");
  const permissions = [...new Set(request.permissions)];
  const withheld = permissions.findIndex((permission) => !service.permissions.has(permission));
  if (withheld !== -1) throw forbidden(`/permissions/${withheld}`, "The API key does not have this permission itself");
  const merchants = await grantMerchants(service.scope.partnerId, request.merchantIds, merchantsOf);
  const origins = request.origins?.map((origin) => new URL(origin).origin) ?? null;
  return { partnerId: service.scope.partnerId, merchants, permissions, origins, expiresIn: request.expiresIn };
}

async function grantMerchants(
  partnerId: string,
  wanted: EmbedSessionRequest["merchantIds"],
  merchantsOf: MerchantsOf,
): Promise<"all" | string[]> {
  if (wanted === "all") return wanted;
  const own = new Set(await merchantsOf(partnerId, wanted));
  const foreign = wanted.findIndex((id) => !own.has(id));
  if (foreign !== -1) throw forbidden(`/merchantIds/${foreign}`, "This is no merchant of the partner");
  return [...new Set(wanted)];
}

function forbidden(path: string, detail: string): HeddleError {
  return new HeddleError("FORBIDDEN", "The API key cannot give away what it does not have.", {
    errors: [{ path, detail }],
  });
}

/** Throws where the session, or the key that minted it, was ended since. */
async function confirmSession(database: Kysely<Database>, id: string, time: Date): Promise<void> {
  const row = await database
    .selectFrom("embed_sessions as session")
    .innerJoin("api_keys as key", "key.id", "session.api_key_id")
    .select(["session.revoked_at as revoked", "key.revoked_at as keyRevoked", "key.expires_at as keyExpires"])
    .where("session.id", "=", id)
    .executeTakeFirst();
  const alive =
    row && row.revoked === null && row.keyRevoked === null && (row.keyExpires === null || row.keyExpires > time);
  if (!alive) {
    throw new HeddleError("UNAUTHENTICATED", "This session was ended.", {
      hint: "Ask the page's backend for a new token.",
    });
  }
}
