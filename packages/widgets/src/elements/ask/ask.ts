// Before anything that asks for a provider, so that it is there to answer.
import "../provider/provider.ts";
import "../widget/widget.ts";
import type { Answer, AskProgress, HeddleClient } from "@heddle/sdk";
import { Task, TaskStatus } from "@lit/task";
import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../../messages.ts";
import { button } from "../shared/button.ts";
import { defineElement } from "../shared/define-element.ts";
import { describeError } from "../shared/describe-error.ts";
import { HeddleElement } from "../shared/heddle-element.ts";
import { answerView } from "./answer-view.ts";
import { type Progress, noProgress, progressAfter, progressView } from "./progress.ts";
import { noticeCard } from "./notice-card.ts";
import { readSuggestions } from "./suggestions.ts";

const text = messages.ask;

/**
 * A box for questions in words. Shows the stages while a question is answered, then how it was read, the answer as a
 * widget, where the answer comes from and, on request, its receipt with the SQL.
 *
 * @element heddle-ask
 * @fires heddle-ask - A question was sent; `detail` is `{ question }`.
 * @fires heddle-answer - The answer is there, may it be an answer, a question back or a refusal; `detail` is `{ answer }`.
 * @fires heddle-error - The question failed; `detail` is `{ error }`.
 * @csspart form - The question's form.
 * @csspart input - The field for the question.
 * @csspart answer - Everything below the form.
 */
export class HeddleAsk extends HeddleElement {
  static override properties = {
    label: {},
    placeholder: {},
    suggestions: { converter: { fromAttribute: readSuggestions } },
    timeZone: { attribute: "time-zone" },
    question: {},
    empty: { state: true },
    progress: { state: true },
    cancelled: { state: true },
  };

  /** Label of the field. @default "Ask your data" */
  declare label: string;
  /** @default "Revenue by month this year" */
  declare placeholder: string;
  /** Questions to start from; as an attribute a JSON array of strings. */
  declare suggestions: readonly string[];
  /** IANA zone in which days begin. @default the catalog's zone */
  declare timeZone: string | undefined;
  /** What stands in the field. */
  declare question: string;
  /** The reader sent an empty question. */
  declare protected empty: boolean;
  declare protected progress: Progress;
  declare protected cancelled: boolean;

  readonly #run = new Task(this, {
    autoRun: false,
    task: ([question, client]: [string, HeddleClient], { signal }) => this.#answer(question, client, signal),
    onComplete: (answer) => this.emit("heddle-answer", { answer }),
    onError: (error) => this.emit("heddle-error", { error }),
  });
  #asked = "";

  constructor() {
    super();
    this.label = text.label;
    this.placeholder = text.placeholder;
    this.suggestions = [];
    this.question = "";
    this.empty = false;
    this.progress = noProgress;
    this.cancelled = false;
  }

  /** Asks a question as if it had been typed. Resolves when it is answered, has failed or was cancelled. */
  async ask(question: string): Promise<void> {
    this.question = question;
    this.empty = question.trim() === "";
    if (this.empty) return;
    // A provider that came with this element in one piece of markup has its client after the first update.
    await this.updateComplete;
    const { client } = this.environment.current;
    this.#asked = question;
    this.progress = noProgress;
    this.cancelled = false;
    this.emit("heddle-ask", { question });
    if (client) await this.#run.run([question, client]);
    else this.requestUpdate();
    await this.updateComplete;
  }

  /** Stops the question that is being answered; the server stops its query. */
  cancel(): void {
    if (this.#run.status !== TaskStatus.PENDING) return;
    this.cancelled = true;
    this.#run.abort();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.cancel();
  }

  protected override render(): TemplateResult {
    return html`<div class="${this.scheme} flex flex-col gap-4">
      ${this.#form()}
      <div part="answer" class="flex flex-col gap-4">
        <div aria-live="polite" class=${this.#running || this.cancelled ? "" : "sr-only"}>${this.#status()}</div>
        ${this.#outcome()}
      </div>
    </div>`;
  }

  async #answer(question: string, client: HeddleClient, signal: AbortSignal): Promise<Answer> {
    const { timeZone } = this;
    for await (const event of client.ask(timeZone ? { question, timeZone } : question, { signal })) {
      if (event.type === "answer") return event.answer;
      this.#progressed(event, signal);
    }
    throw new Error("An ask ended without an answer");
  }

  #progressed(event: AskProgress, signal: AbortSignal): void {
    if (!signal.aborted) this.progress = progressAfter(this.progress, event);
  }

  #form(): TemplateResult {
    const { suggestions } = this;
    return html`<form part="form" @submit=${this.#onSubmit} class="flex flex-col gap-2" novalidate>
      <label for="question" class="text-sm font-medium">${this.label}</label>
      <div class="flex gap-2">
        <input
          part="input"
          id="question"
          type="text"
          name="question"
          autocomplete="off"
          enterkeyhint="search"
          .value=${this.question}
          placeholder=${this.placeholder}
          @input=${this.#onInput}
          aria-invalid=${this.empty ? "true" : nothing}
          aria-describedby=${this.empty ? "problem" : nothing}
          class="h-10 min-w-0 flex-1 rounded-lg border border-control bg-surface px-3 text-base placeholder:text-muted"
        />
        ${
          this.#running
            ? button({ label: text.cancel, onClick: () => this.cancel(), size: "large" })
            : button({ label: text.submit, kind: "primary", type: "submit", size: "large" })
        }
      </div>
      ${this.empty ? html`<p id="problem" role="alert" class="text-sm text-danger">${text.empty}</p>` : nothing}
      ${
        suggestions.length > 0
          ? html`<ul aria-label=${text.suggestions} class="flex flex-wrap gap-2">
              ${suggestions.map(
                (question) =>
                  html`<li class="max-w-full">
                    <button
                      type="button"
                      @click=${() => void this.ask(question)}
                      class="max-w-full rounded-full border border-line bg-surface px-3 py-1 text-start text-sm text-muted transition-colors hover:bg-sunken hover:text-text"
                    >
                      ${question}
                    </button>
                  </li>`,
              )}
            </ul>`
          : nothing
      }
    </form>`;
  }

  get #running(): boolean {
    return this.#run.status === TaskStatus.PENDING && !this.cancelled;
  }

  #status(): TemplateResult | typeof nothing {
    if (this.cancelled) return html`<p class="text-sm text-muted">${text.cancelled}</p>`;
    if (this.#running) return progressView(this.progress);
    if (this.#run.status !== TaskStatus.COMPLETE) return nothing;
    const answer = this.#run.value;
    if (answer?.outcome !== "answer") return nothing;
    return html`<p>${text.answerReady(answer.reading)}</p>`;
  }

  #outcome(): TemplateResult | typeof nothing {
    const retry = () => void this.ask(this.#asked);
    if (this.#asked && !this.environment.current.client && this.#run.status === TaskStatus.INITIAL) {
      return noticeCard({
        icon: "alert",
        title: text.failedTitle,
        detail: messages.widget.noClient,
        role: "alert",
        onRetry: retry,
      });
    }
    if (this.cancelled || this.#running) return nothing;
    if (this.#run.status === TaskStatus.ERROR) {
      return noticeCard({ ...describeError(this.#run.error, text.failedTitle), onRetry: retry });
    }
    const answer = this.#run.status === TaskStatus.COMPLETE ? this.#run.value : undefined;
    if (!answer) return nothing;
    return answerView(answer, {
      locale: this.environment.current.locale,
      retry,
      ask: (question) => void this.ask(question),
    });
  }

  readonly #onSubmit = (event: SubmitEvent): void => {
    event.preventDefault();
    if (!this.#running) void this.ask(this.question);
  };

  readonly #onInput = (event: InputEvent): void => {
    this.question = (event.target as HTMLInputElement).value;
    this.empty = false;
  };
}

defineElement("heddle-ask", HeddleAsk);

declare global {
  interface HTMLElementTagNameMap {
    "heddle-ask": HeddleAsk;
  }
}
