import { html, type TemplateResult } from "lit";

export interface Button {
  label: string | TemplateResult;
  onClick?: () => void;
  /** @default "plain" */
  kind?: "plain" | "primary";
  /** @default "button" */
  type?: "button" | "submit";
  /** @default "medium" */
  size?: "medium" | "large";
}

const kinds = {
  plain: "border border-control/60 bg-surface hover:bg-sunken",
  primary: "border border-transparent bg-accent text-on-accent hover:opacity-90",
};

const sizes = { medium: "h-8 px-3", large: "h-10 px-4" };

export function button({ label, onClick, kind = "plain", type = "button", size = "medium" }: Button): TemplateResult {
  return html`<button
    type=${type}
    @click=${onClick ?? null}
    class="${kinds[kind]} ${sizes[size]} inline-flex shrink-0 items-center gap-2 rounded-lg text-sm font-medium whitespace-nowrap transition-colors"
  >
    ${label}
  </button>`;
}
