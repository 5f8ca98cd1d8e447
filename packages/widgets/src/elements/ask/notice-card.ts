import { html, type TemplateResult } from "lit";
import { icon } from "../shared/icons.ts";
import { noticeBody, type Notice } from "../shared/notice.ts";

/** A refusal, a question back or a failure, in words. */
export function noticeCard(notice: Notice): TemplateResult {
  const tone = notice.role === "alert" ? "text-danger" : "text-muted";
  return html`<section
    part="notice"
    role=${notice.role ?? "status"}
    class="flex gap-3 rounded-xl border border-line bg-surface p-5 text-sm"
  >
    <span class="${tone} pt-0.5">${icon(notice.icon)}</span>
    <div class="flex min-w-0 flex-col gap-1">
      <h3 class="font-semibold">${notice.title}</h3>
      ${noticeBody(notice)}
    </div>
  </section>`;
}
