import { createHash } from "node:crypto";
import * as z from "zod";
import { modelReplySchema, type ModelReply, type ModelRequest } from "./language-model.ts";

const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);

/** One request to a model with its reply as it came, stored as `<hash>.json`. */
export const recordingSchema = z.strictObject({
  version: z.literal(1),
  hash: sha256Hex,
  /** For people and for comparing: what was asked, with the long parts as hashes. */
  request: z.strictObject({
    schemaName: z.string(),
    schemaHash: sha256Hex,
    systemHash: sha256Hex,
    messages: z.array(z.strictObject({ role: z.enum(["user", "assistant"]), content: z.string() })),
  }),
  reply: modelReplySchema,
});
export type Recording = z.infer<typeof recordingSchema>;

/** The name of a request by its content: SHA-256 of its canonical JSON, hex. The model that is asked is not part of it. */
export function requestHash({ system, messages, schema, schemaName }: ModelRequest): string {
  return hash({ system, messages: messages.map(({ role, content }) => ({ role, content })), schema, schemaName });
}

export function toRecording(request: ModelRequest, reply: ModelReply): Recording {
  return {
    version: 1,
    hash: requestHash(request),
    request: {
      schemaName: request.schemaName,
      schemaHash: hash(request.schema),
      systemHash: hash(request.system),
      messages: request.messages.map(({ role, content }) => ({ role, content })),
    },
    reply,
  };
}

function hash(value: unknown): string {
  return createHash("sha256").update(canonicalJson(value)).digest("hex");
}

/** JSON with the keys of every object sorted, after RFC 8785 (JSON Canonicalization Scheme). */
function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
}
