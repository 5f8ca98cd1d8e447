import type { AskProgress } from "@heddle/sdk";
import type { StageName } from "@heddle/sdk/contract";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { messages } from "../../messages.ts";
import { icon } from "../shared/icons.ts";

interface Stage {
  stage: StageName;
  status: "started" | "done" | "failed";
  attempt: number;
}

/** What is known of a question on its way. */
export interface Progress {
  stages: readonly Stage[];
  reading: string | null;
}

export const noProgress: Progress = { stages: [], reading: null };

/** Takes in one event; a stage is listed once an attempt. */
export function progressAfter(progress: Progress, event: AskProgress): Progress {
  if (event.type === "reading") return { ...progress, reading: event.reading };
  if (event.type !== "stage") return progress;
  const { stage, status, attempt } = event;
  const others = progress.stages.filter((one) => one.stage !== stage || one.attempt !== attempt);
  const known = others.length < progress.stages.length;
  const next = { stage, status, attempt };
  const stages = known
    ? progress.stages.map((one) => (one.stage === stage && one.attempt === attempt ? next : one))
    : [...others, next];
  return { ...progress, stages };
}

const signs: Record<Stage["status"], TemplateResult> = {
  started: html`<span class="spinner"></span>`,
  done: html`<span class="text-verified">${icon("check", 14)}</span>`,
  failed: html`<span class="text-decrease">${icon("cross", 14)}</span>`,
};

const words: Record<Stage["status"], string> = {
  started: messages.status.working,
  done: messages.status.done,
  failed: messages.status.failed,
};

export function progressView({ stages, reading }: Progress): TemplateResult {
  return html`<div class="rounded-xl border border-line bg-surface p-5">
    <ol aria-label=${messages.ask.progress} class="flex flex-col gap-1.5 text-sm">
      ${repeat(
        stages,
        ({ stage, attempt }) => `${stage}/${attempt}`,
        ({ stage, status, attempt }) =>
          html`<li class="flex items-center gap-2.5">
            <span class="grid size-4 place-items-center">${signs[status]}</span>
            <span class=${status === "started" ? "" : "text-muted"}
              >${messages.ask.stages[stage]}${attempt > 1 ? ` (${messages.ask.secondAttempt})` : ""}</span
            >
            <span class="sr-only">${words[status]}</span>
          </li>`,
      )}
    </ol>
    ${reading ? html`<p class="mt-3 text-sm"><span class="text-muted">${messages.ask.readAs}</span> ${reading}</p>` : nothing}
  </div>`;
}
