import type { DraftFeedback, Drafted } from "../pipeline.ts";

/**
 * What a model answered is not a draft: prose, a refusal, cut off, empty, not JSON, or of an unknown shape. It is itself
 * the feedback for one more attempt, and carries what the failed one cost.
 */
export class DraftRejected extends Error implements DraftFeedback {
  override readonly name = "DraftRejected";
  readonly code = "DRAFT_INVALID";
  readonly detail: string;
  readonly hint: string;
  readonly previous: string;
  readonly spent: Pick<Drafted, "model" | "tokens" | "cost">;

  constructor(
    detail: string,
    previous: string,
    options: { hint: string; spent?: Pick<Drafted, "model" | "tokens" | "cost"> },
  ) {
    super(detail);
    this.detail = detail;
    this.hint = options.hint;
    this.previous = previous;
    this.spent = options.spent ?? {};
  }
}
