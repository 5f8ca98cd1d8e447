import type { LanguageModel } from "./models/language-model.ts";
import { createOpenAiModel } from "./models/openai.ts";
import type { ModelSettings } from "./settings.ts";

/** The model that the settings name; undefined where the planner answers alone. */
export function modelFrom(settings: ModelSettings | null): LanguageModel | undefined {
  return settings === null ? undefined : createOpenAiModel(settings);
}
