import * as z from "zod";

export interface ModelMessage {
  readonly role: "user" | "assistant";
  readonly content: string;
}

/** One question to a language model, with the JSON Schema that its answer has to fit. */
export interface ModelRequest {
  /** The same from ask to ask, so that a provider can keep it in its prompt cache. */
  readonly system: string;
  readonly messages: readonly ModelMessage[];
  /** JSON Schema in the subset of OpenAI's strict mode. */
  readonly schema: Readonly<Record<string, unknown>>;
  /** Letters, digits, `_` and `-`, at most 64. */
  readonly schemaName: string;
  /** Ends the call at once, with `QUERY_CANCELLED`. */
  readonly signal?: AbortSignal | undefined;
}

export const modelReplySchema = z.strictObject({
  /** What the model wrote, unchecked. Empty where it wrote nothing. */
  text: z.string(),
  /** The model that answered, as the provider names it. */
  model: z.string(),
  /** `length`: it was cut off. `content_filter`: the provider stopped it. */
  finishReason: z.enum(["stop", "length", "content_filter", "other"]),
  /** Why the model declined; `text` is then empty. */
  refusal: z.string().optional(),
  /** Absent where the provider does not count. */
  tokens: z.strictObject({ input: z.int(), output: z.int() }).optional(),
  /** US dollars; absent where the price is not known. */
  cost: z.number().optional(),
});
export type ModelReply = z.infer<typeof modelReplySchema>;

/**
 * A language model that answers in JSON. `complete` rejects with a `HeddleError` only: `LLM_TIMEOUT`,
 * `LLM_UNAVAILABLE` or `QUERY_CANCELLED`. An answer that is of no use is an answer, not an error.
 */
export interface LanguageModel {
  /** What it was asked for by, for logs and receipts. */
  readonly name: string;
  complete(request: ModelRequest): Promise<ModelReply>;
}
