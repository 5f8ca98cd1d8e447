import { html, nothing, type TemplateResult } from "lit";
import { messages } from "../../messages.ts";
import { button } from "./button.ts";
import { icon, type IconName } from "./icons.ts";

export interface Notice {
  icon: IconName;
  title: string;
  detail?: string | null;
  hint?: string | null;
  correlationId?: string | null;
  /** Words or buttons of its own, below the hint. */
  more?: TemplateResult | null;
  onRetry?: (() => void) | null;
  /** Errors are announced at once, everything else when the reader pauses. @default "status" */
  role?: "alert" | "status";
}

/** A state in words, in the middle of the box it concerns. */
export function centredNotice(notice: Notice): TemplateResult {
  const tone = notice.role === "alert" ? "text-danger" : "text-muted";
  return html`<div
    role=${notice.role ?? "status"}
    part="notice"
    class="flex h-full min-h-0 flex-col items-center justify-center gap-1 overflow-auto p-2 text-center text-sm"
  >
    <span class="${tone} mb-1">${icon(notice.icon, 20)}</span>
    <p class="font-medium">${notice.title}</p>
    ${noticeBody(notice)}
  </div>`;
}

/** What follows the title of a notice: detail, hint, a button to try again and the reference for the support. */
export function noticeBody({ detail, hint, more, correlationId, onRetry }: Notice): TemplateResult {
  return html` ${detail ? html`<p class="max-w-md text-muted wrap-anywhere">${detail}</p>` : nothing}
  ${hint ? html`<p class="max-w-md text-muted wrap-anywhere">${hint}</p>` : nothing} ${more ?? nothing}
  ${onRetry ? html`<div class="mt-2">${button({ label: messages.widget.retry, onClick: onRetry })}</div>` : nothing}
  ${
    correlationId
      ? html`<p class="mt-1 text-xs text-muted wrap-anywhere select-all">
          ${messages.widget.reference(correlationId)}
        </p>`
      : nothing
  }`;
}
