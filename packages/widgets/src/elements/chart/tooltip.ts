import { html, nothing, type TemplateResult } from "lit";
import { styleProperties } from "../../theme/style-properties.ts";
import type { Size, Stop } from "../../charts/chart.ts";

/** Pixels between the value and its tooltip. */
const gap = 14;
/** With less room than this beside the value, the tooltip leans on the drawing's edge and covers the value. */
const leastRoom = 210;

/** The datum under the pointer, on the side of it that has more room, never outside the drawing. */
export function tooltip({ x, y, heading, entries }: Stop, { width, height }: Size): TemplateResult {
  const tall = 44 + entries.length * 22;
  const top = Math.max(0, Math.min(y - 16, height - tall));
  return html`<div
    class="tip pointer-events-none absolute z-20 w-max rounded-lg bg-surface px-3 py-2 text-xs shadow-float"
    ${styleProperties({ ...sideways(x, width), top: `${top}px` })}
    data-y=${Math.round(y)}
    aria-hidden="true"
  >
    <p class="mb-1 font-medium">${heading}</p>
    ${entries.map(
      ({ label, value, color }) =>
        html`<p class="flex items-center gap-2 py-0.5">
          ${color ? html`<span class="${color} size-2 shrink-0 rounded-sm bg-current"></span>` : nothing}
          <span class="min-w-0 flex-1 text-muted">${label}</span>
          <span class="ms-2 font-medium tabular-nums">${value}</span>
        </p>`,
    )}
  </div>`;
}

function sideways(x: number, width: number): Record<string, string> {
  const rightward = x < width / 2;
  const from = (rightward ? x : width - x) + gap;
  if (width - from < leastRoom) return { [rightward ? "right" : "left"]: "0px", "max-width": `${width}px` };
  return { [rightward ? "left" : "right"]: `${from}px`, "max-width": `${width - from}px` };
}

/** The same in one sentence, for a live region. */
export function announcement({ heading, entries }: Stop): string {
  return `${heading}: ${entries.map(({ label, value }) => `${label} ${value}`).join(", ")}`;
}
