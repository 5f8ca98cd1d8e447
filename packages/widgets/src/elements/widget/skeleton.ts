import type { WidgetType } from "@heddle/sdk/contract";
import { html, type TemplateResult } from "lit";
import { styleProperties } from "../../theme/style-properties.ts";

const barHeights = [38, 56, 47, 72, 63, 84, 70, 92];

/** A quiet outline of what will come. */
export function skeleton(type: WidgetType): TemplateResult {
  if (type === "kpi") {
    return html`<div class="flex h-full flex-col justify-center gap-2" aria-hidden="true">
      <div class="skeleton h-9 w-2/5"></div>
      <div class="skeleton h-4 w-3/5"></div>
    </div>`;
  }
  if (type === "table") {
    return html`<div class="flex h-full flex-col gap-3 overflow-hidden" aria-hidden="true">
      ${barHeights.map(() => html`<div class="skeleton h-6 shrink-0"></div>`)}
    </div>`;
  }
  if (type === "pie") {
    return html`<div class="grid h-full place-items-center" aria-hidden="true">
      <div class="skeleton aspect-square h-4/5 rounded-full"></div>
    </div>`;
  }
  return html`<div class="flex h-full items-end gap-3 border-b border-grid" aria-hidden="true">
    ${barHeights.map((height) => html`<div class="skeleton flex-1 rounded-b-none" ${styleProperties({ height: `${height}%` })}></div>`)}
  </div>`;
}
