import type { LanguageModel } from "../../../models/language-model.ts";
import type { Drafter } from "../../pipeline.ts";
import { answerJsonSchema } from "./answer-schema.ts";
import { promptMessages, systemPrompt } from "./prompt.ts";
import { readAnswer } from "./read-answer.ts";

/**
 * A drafter that asks a language model. It sends the catalog, the question and the asker's date; with `feedback` also
 * why the earlier draft failed. Never rows, never a tenant's id.
 *
 * `draft` rejects with `DraftRejected` where the model's answer is not a draft: a hard signal that may be fed back
 * once. Faults of the model itself (`LLM_TIMEOUT`, `LLM_UNAVAILABLE`) and `QUERY_CANCELLED` pass through.
 */
export function createModelDrafter(model: LanguageModel): Drafter {
  return {
    name: "model",
    async draft(context, { feedback, signal }) {
      const reply = await model.complete({
        system: systemPrompt(context.catalog, context.scope),
        messages: promptMessages(context, feedback),
        schema: answerJsonSchema,
        schemaName: "answer",
        signal,
      });
      return {
        ...readAnswer(reply),
        drafter: "model",
        raw: reply.text,
        model: reply.model,
        ...(reply.tokens === undefined ? {} : { tokens: reply.tokens }),
        ...(reply.cost === undefined ? {} : { cost: reply.cost }),
      };
    },
  };
}
