import type { Receipt } from "@heddle/sdk";
import { html, nothing, type TemplateResult } from "lit";
import { createFormatters, type Formatters } from "../../charts/format.ts";
import { messages } from "../../messages.ts";
import { icon } from "../shared/icons.ts";

const text = messages.ask;

/** What an answer can show for itself, folded away until somebody asks. */
export function receiptView(receipt: Receipt, locale: string): TemplateResult {
  const { sql, scopedSql, values } = receipt;
  const formatters = createFormatters(locale);
  return html`<details part="receipt" class="group text-sm">
    <summary class="inline-flex items-center gap-1 rounded-sm font-medium text-muted hover:text-text">
      <span class="transition-transform group-open:rotate-90">${icon("chevron")}</span>${text.showReceipt}
    </summary>
    <div class="mt-3 flex flex-col gap-4">
      ${scopedSql ? codeBlock(text.sqlSent, scopedSql) : nothing}
      ${values.length > 0 ? codeBlock(text.parameters, values.map((value, index) => `$${index + 1} = ${JSON.stringify(value)}`).join("\n")) : nothing}
      ${sql ? codeBlock(text.sqlJudged, sql) : nothing}
      <dl class="grid grid-cols-facts gap-x-6 gap-y-1.5">${facts(receipt, formatters)}</dl>
    </div>
  </details>`;
}

/** The box scrolls sideways, so the keyboard must reach it. */
function codeBlock(caption: string, code: string): TemplateResult {
  return html`<figure>
    <figcaption class="mb-1 text-xs text-muted">${caption}</figcaption>
    <pre
      tabindex="0"
      role="region"
      aria-label=${caption}
      class="max-h-80 overflow-auto rounded-lg bg-sunken p-3 font-mono text-xs leading-relaxed"
    >
${code}</pre>
  </figure>`;
}

function facts(receipt: Receipt, formatters: Formatters): TemplateResult[] {
  const { drafter, model, attempts, rowCount, dataTime, timings, askId } = receipt;
  const rows: [string, string | null][] = [
    [text.drafter, drafter && (model ? `${text.drafters[drafter]} (${model})` : text.drafters[drafter])],
    [text.tenant, tenantText(receipt.tenant, formatters)],
    [text.rows, rowCount === null ? null : formatters.count(rowCount)],
    [text.attempts, attempts > 1 ? formatters.count(attempts) : null],
    [text.dataTime, dataTime && timeText(dataTime, formatters.locale)],
    [text.timings, timingsText(timings, formatters)],
    [text.correlation, askId],
  ];
  return rows.flatMap(([term, value]) =>
    value === null || value === ""
      ? []
      : [
          html`<dt class="text-muted">${term}</dt>
            <dd class="min-w-0 wrap-anywhere">${value}</dd>`,
        ],
  );
}

function tenantText({ partnerId, merchantIds }: Receipt["tenant"], { count }: Formatters): string {
  const merchants =
    merchantIds === "all" ? text.allMerchants : text.merchants(count(merchantIds.length), merchantIds.length === 1);
  return `${partnerId}, ${merchants}`;
}

function timeText(iso: string, locale: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(time);
}

/** Stages of two attempts are added up; the sum goes first. */
function timingsText(timings: Receipt["timings"], { locale }: Formatters): string {
  if (timings.length === 0) return "";
  const writer = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const sums = new Map<string, number>();
  for (const { stage, ms } of timings) sums.set(stage, (sums.get(stage) ?? 0) + ms);
  const write = (ms: number) => text.milliseconds(writer.format(ms));
  const total = [...sums.values()].reduce((sum, ms) => sum + ms, 0);
  return `${write(total)} (${[...sums].map(([stage, ms]) => `${stage} ${write(ms)}`).join(", ")})`;
}
