import { html, nothing, type TemplateResult } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import type { Size, Stop } from "../../charts/chart.ts";

/** Pixels between the value and its tooltip. */
const gap = 14;

/** The datum under the pointer, on the side of it that has more room, never outside the drawing. */
export function tooltip({ x, y, heading, entries }: Stop, { width, height }: Size): TemplateResult {
  const rightward = x < width / 2;
  const room = Math.max(96, (rightward ? width - x : x) - gap);
  const tall = 44 + entries.length * 22;
  const style = styleMap({
    [rightward ? "left" : "right"]: `${(rightward ? x : width - x) + gap}px`,
    top: `${Math.max(0, Math.min(y - 16, height - tall))}px`,
    "max-width": `${room}px`,
  });
  return html`<div
    class="tip pointer-events-none absolute z-20 w-max rounded-lg bg-surface px-3 py-2 text-xs shadow-float"
    style=${style}
    data-y=${Math.round(y)}
    aria-hidden="true"
  >
    <p class="mb-1 font-medium">${heading}</p>
    ${entries.map(
      ({ label, value, color }) =>
        html`<p class="flex items-center gap-2 py-0.5">
          ${color ? html`<span class="${color} size-2 shrink-0 rounded-sm bg-current"></span>` : nothing}
          <span class="min-w-0 flex-1 truncate text-muted">${label}</span>
          <span class="ms-2 font-medium tabular-nums">${value}</span>
        </p>`,
    )}
  </div>`;
}

/** The same in one sentence, for a live region. */
export function announcement({ heading, entries }: Stop): string {
  return `${heading}: ${entries.map(({ label, value }) => `${label} ${value}`).join(", ")}`;
}
