import type { Answer, AnswerOf } from "@heddle/sdk";
import type { Provenance } from "@heddle/sdk/contract";
import { html, type TemplateResult } from "lit";
import { messages } from "../../messages.ts";
import { button } from "../shared/button.ts";
import { icon, type IconName } from "../shared/icons.ts";
import { noticeCard } from "./notice-card.ts";
import { receiptView } from "./receipt-view.ts";

const text = messages.ask;

export interface AnswerContext {
  locale: string;
  retry: () => void;
  ask: (question: string) => void;
}

export function answerView(answer: Answer, context: AnswerContext): TemplateResult {
  switch (answer.outcome) {
    case "answer":
      return answered(answer, context);
    case "clarify":
      return clarify(answer, context);
    case "refuse":
      return refused(answer, context);
  }
}

function answered(answer: AnswerOf<"answer">, { locale }: AnswerContext): TemplateResult {
  return html`<div class="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-2 text-sm">
      <p class="min-w-0 wrap-anywhere"><span class="text-muted">${text.readAs}</span> ${answer.reading}</p>
      ${badge(answer.provenance)}
    </div>
    <heddle-widget .config=${answer.widget} .result=${answer}></heddle-widget>
    ${receiptView(answer.receipt, locale)}`;
}

const badges: Record<Provenance, { icon: IconName; color: string }> = {
  verified: { icon: "shield", color: "text-verified" },
  modelled: { icon: "check", color: "text-modelled" },
  generated: { icon: "spark", color: "text-generated" },
};

function badge(provenance: Provenance): TemplateResult {
  const { label, title } = text.provenance[provenance];
  return html`<span
    part="provenance"
    title=${title}
    class="${badges[provenance].color} inline-flex items-center gap-1.5 rounded-full border border-line px-2.5 py-0.5 text-xs font-medium"
  >
    ${icon(badges[provenance].icon, 14)}<span>${label}<span class="sr-only">: ${title}</span></span>
  </span>`;
}

function clarify({ message, choices }: AnswerOf<"clarify">, { ask }: AnswerContext): TemplateResult {
  const buttons = html`<ul class="mt-2 flex flex-wrap gap-2">
    ${choices.map(({ label, question }) => html`<li>${button({ label, onClick: () => ask(question) })}</li>`)}
  </ul>`;
  const more = choices.length > 0 ? buttons : null;
  return noticeCard({ icon: "question", title: text.clarifyTitle, detail: message, more });
}

function refused({ message, problem }: AnswerOf<"refuse">, { retry }: AnswerContext): TemplateResult {
  const { leftover, hint, correlationId } = problem;
  const words = html`<p class="flex flex-wrap items-center gap-1.5 text-muted">
    ${text.leftover}
    ${leftover?.map((word) => html`<code class="rounded-sm bg-sunken px-1.5 font-mono text-xs text-text">${word}</code>`)}
  </p>`;
  const more = leftover && leftover.length > 0 ? words : null;
  const title = text.refusedTitle;
  return noticeCard({ icon: "alert", title, detail: message, hint: hint ?? null, more, correlationId, onRetry: retry });
}
