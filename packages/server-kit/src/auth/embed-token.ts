import { embedPermissionSchema } from "@heddle/sdk/contract";
import { errors, jwtVerify, SignJWT, type JWSHeaderParameters } from "jose";
import * as z from "zod";
import { HeddleError } from "../errors.ts";
import type { SigningKeys } from "./signing-keys.ts";

const algorithm = "ES256";
const tokenType = "heddle-embed+jwt";
const audience = "heddle:embed";
/** Seconds that clocks of servers may differ by. */
const clockTolerance = 60;
/** Characters. Proxies take headers of 8 KB by default. */
const longestToken = 7_000;

const claimsSchema = z.object({
  /** The embed session. */
  sub: z.string().startsWith("ems_"),
  /** Seconds since 1970. */
  exp: z.int(),
  partner: z.string().min(1),
  merchants: z.union([z.literal("all"), z.array(z.string()).min(1)]),
  permissions: z.array(embedPermissionSchema).min(1),
  origins: z.nullable(z.array(z.string())),
});
export type EmbedClaims = z.output<typeof claimsSchema>;

export interface EmbedTokenOptions {
  readonly signingKeys: SigningKeys;
  /** Names this host in tokens; a token of another is refused. */
  readonly issuer: string;
  readonly now: () => Date;
}

/** Signs what one viewer may see. Throws `VALIDATION_FAILED` where the merchants are too many to fit a header. */
export async function signEmbedToken(
  { sub, exp, ...claims }: EmbedClaims,
  options: EmbedTokenOptions,
): Promise<string> {
  const { kid, privateKey } = await options.signingKeys.current();
  const issuedAt = Math.floor(options.now().getTime() / 1000);
  const token = await new SignJWT(claims)
    .setProtectedHeader({ alg: algorithm, typ: tokenType, kid })
    .setIssuer(options.issuer)
    .setAudience(audience)
    .setSubject(sub)
    .setIssuedAt(issuedAt)
    .setNotBefore(issuedAt)
    .setExpirationTime(exp)
    .sign(privateKey);
  if (token.length <= longestToken) return token;
  throw new HeddleError("VALIDATION_FAILED", "These are too many merchants for one token.", {
    errors: [{ path: "/merchantIds", detail: 'Too many to fit a token: name fewer, or "all"' }],
  });
}

/**
 * The claims of a token that was signed here, for this use, and is valid now. One algorithm, one type, keys from our
 * own table: nothing in a token chooses how it is checked (RFC 8725).
 */
export async function verifyEmbedToken(
  token: string,
  { signingKeys, issuer, now }: EmbedTokenOptions,
): Promise<EmbedClaims> {
  if (token.length > longestToken) throw invalidToken();
  try {
    const { payload } = await jwtVerify(token, (header) => findKey(header, signingKeys), {
      algorithms: [algorithm],
      typ: tokenType,
      issuer,
      audience,
      clockTolerance,
      currentDate: now(),
      requiredClaims: ["exp", "nbf", "iat", "sub"],
    });
    return claimsSchema.parse(payload);
  } catch (error) {
    throw refusal(error);
  }
}

async function findKey(header: JWSHeaderParameters, signingKeys: SigningKeys) {
  // Ours name a key and bring none: a token that does is somebody's try.
  const brings = ["jwk", "jku", "x5u", "x5c", "crit"].some((name) => Object.hasOwn(header, name));
  const key = brings || header.kid === undefined ? null : await signingKeys.find(header.kid);
  if (key === null) throw new errors.JWSSignatureVerificationFailed();
  return key.publicKey;
}

const skewHint = "If the token is new, the clocks of the servers differ by more than a minute.";

function refusal(error: unknown): unknown {
  if (error instanceof errors.JWTExpired) {
    return new HeddleError("TOKEN_EXPIRED", "The token has expired.", { hint: `Mint a new one. ${skewHint}` });
  }
  if (error instanceof errors.JWTClaimValidationFailed && ["nbf", "iat"].includes(error.claim))
    return invalidToken(skewHint);
  if (error instanceof errors.JOSEError || error instanceof z.ZodError) return invalidToken();
  return error;
}

function invalidToken(hint = "Mint a new one with the partner's API key."): HeddleError {
  return new HeddleError("UNAUTHENTICATED", "The token is not valid.", { hint });
}
