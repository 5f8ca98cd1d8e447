import { html, svg, type TemplateResult } from "lit";

/** Line icons on a 16 pixel grid. They only repeat what words beside them say, so they are hidden from readers. */
const paths = {
  alert: "M8 5v3.5M8 11h.01M8 1.75 14.5 13.5h-13Z",
  check: "m3.5 8.5 3 3 6-7",
  chevron: "m6 4 4 4-4 4",
  cross: "m4.5 4.5 7 7m0-7-7 7",
  empty: "M2.5 13.5h11M4.5 11V8.5M8 11V5.5M11.5 11V7.5",
  question: "M6 6.2A2 2 0 1 1 8.6 8c-.4.2-.6.5-.6 1v.4M8 11.6h.01M8 14.5a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13Z",
  shield: "M8 1.75 13.25 4v4c0 3.2-2.2 5.3-5.25 6.25C4.95 13.3 2.75 11.2 2.75 8V4Zm-2.25 6 1.75 1.75 3-3.25",
  spark: "M8 2v3m0 6v3M2 8h3m6 0h3M4.2 4.2l1.6 1.6m4.4 4.4 1.6 1.6m0-7.6-1.6 1.6M5.8 10.2l-1.6 1.6",
  table: "M2.5 3.5h11v9h-11ZM2.5 6.5h11M6.5 6.5v6",
  chart: "M2.5 2.5v11h11M5.5 10l2.5-3 2 2 3-4",
} as const;

export type IconName = keyof typeof paths;

export function icon(name: IconName, size = 16): TemplateResult {
  return html`<svg width=${size} height=${size} viewBox="0 0 16 16" class="shrink-0" aria-hidden="true">
    ${svg`<path class="fill-none stroke-current" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round"
      d=${paths[name]} />`}
  </svg>`;
}
