import { describe, expect, it } from "vitest";
import { modelReplySchema, type LanguageModel, type ModelRequest } from "./language-model.ts";

/** A request that suites and tests share. */
export const sampleRequest: ModelRequest = {
  system: "Answer in JSON.",
  messages: [{ role: "user", content: '{"question":"revenue by month this year"}' }],
  schema: {
    type: "object",
    properties: { answer: { type: "string" } },
    required: ["answer"],
    additionalProperties: false,
  },
  schemaName: "answer",
};

/** What every `LanguageModel` keeps to. `open` gives a model that can answer `sampleRequest`. */
export function describeLanguageModel(
  name: string,
  open: () => Promise<{ model: LanguageModel } & AsyncDisposable>,
): void {
  describe(`${name} is a language model`, () => {
    it("has a name", async () => {
      await using opened = await open();
      expect(opened.model.name).not.toBe("");
    });

    it("gives a reply of the agreed shape", async () => {
      await using opened = await open();
      const reply = await opened.model.complete(sampleRequest);
      expect(modelReplySchema.parse(reply)).toEqual(reply);
    });

    it("gives the same reply to the same request", async () => {
      await using opened = await open();
      expect(await opened.model.complete(sampleRequest)).toEqual(await opened.model.complete({ ...sampleRequest }));
    });

    it("does not begin what is already cancelled", async () => {
      await using opened = await open();
      const cancelled = opened.model.complete({ ...sampleRequest, signal: AbortSignal.abort() });
      await expect(cancelled).rejects.toMatchObject({ name: "HeddleError", code: "QUERY_CANCELLED" });
    });
  });
}
