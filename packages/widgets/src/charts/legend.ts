import { html, type TemplateResult } from "lit";
import type { LegendEntry } from "./chart.ts";

/** Which colour is which, in one or more lines above the drawing. */
export function legend(entries: readonly LegendEntry[]): TemplateResult {
  return html`<ul part="legend" class="flex shrink-0 flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
    ${entries.map(
      ({ label, color, dashed }) =>
        html`<li class="flex min-w-0 items-center gap-1.5">
          <span
            class="${color} shrink-0 ${dashed ? "w-3.5 border-t-2 border-dashed border-current" : "size-2 rounded-sm bg-current"}"
          ></span>
          <span class="max-w-48 truncate">${label}</span>
        </li>`,
    )}
  </ul>`;
}
