import * as z from "zod/mini";

export const embedPermissionSchema = z.enum(["view", "ask", "edit", "export"]);
export type EmbedPermission = z.infer<typeof embedPermissionSchema>;

/** The longest life of an embed session, in seconds. */
export const embedSessionMaxSeconds = 3600;

/**
 * What a partner's backend asks for with its API key. The partner is the key's own and cannot be named here.
 *
 * @example `{ "merchantIds": "all", "permissions": ["view", "ask"], "expiresIn": 600, "origins": ["https://portal.example"] }`
 */
export const embedSessionRequestSchema = z.strictObject({
  /** Which of the partner's merchants the viewer may see. */
  merchantIds: z.union([z.literal("all"), z.array(z.string()).check(z.minLength(1), z.maxLength(1000))]),
  permissions: z.array(embedPermissionSchema).check(z.minLength(1)),
  /** Seconds. */
  expiresIn: z.int().check(z.gte(1), z.lte(embedSessionMaxSeconds)),
  /** Pages (scheme, host and port) that may use the token. @default any page */
  origins: z.optional(z.array(z.string().check(z.regex(/^https?:\/\/[^/]+$/))).check(z.maxLength(20))),
  /** The partner's own id of the person looking, for the record. */
  viewerId: z.optional(z.string().check(z.minLength(1), z.maxLength(128))),
});
export type EmbedSessionRequest = z.infer<typeof embedSessionRequestSchema>;

export const embedSessionSchema = z.object({
  id: z.string(),
  token: z.string(),
  /** ISO 8601 in UTC. */
  expiresAt: z.string(),
});
export type EmbedSession = z.infer<typeof embedSessionSchema>;
