// Before anything that asks for a provider, so that it is there to answer.
import "../provider/provider.ts";
import "../chart/chart.ts";
import type { HeddleClient } from "@heddle/sdk";
import type { WidgetConfig, WidgetConfigInput } from "@heddle/sdk/contract";
import { initialState, Task, TaskStatus } from "@lit/task";
import { html, nothing, type PropertyValues, type TemplateResult } from "lit";
import { createFormatters } from "../../charts/format.ts";
import { messages } from "../../messages.ts";
import type { ChartData } from "../chart/chart-data.ts";
import { defineElement } from "../shared/define-element.ts";
import { describeError } from "../shared/describe-error.ts";
import { HeddleElement } from "../shared/heddle-element.ts";
import { icon } from "../shared/icons.ts";
import { centredNotice } from "../shared/notice.ts";
import { parseConfig, type ParsedConfig } from "./parse-config.ts";
import { skeleton } from "./skeleton.ts";

/**
 * Renders any widget config: asks the server when the config has a query, or draws the rows it is given. Its height is
 * reserved from the first paint on, so that nothing on the page moves when the data comes.
 *
 * @example
 * ```html
 * <heddle-widget config='{ "version": 1, "type": "kpi", "title": "Revenue", "summary": "Revenue this month.",
 *   "encoding": { "value": "revenue" }, "query": { "measures": ["revenue"] } }'></heddle-widget>
 * ```
 *
 * @element heddle-widget
 * @fires heddle-load - The data is there; `detail` is `{ columns, rows }`.
 * @fires heddle-error - It could not be loaded; `detail` is `{ error }`.
 * @csspart card - The box.
 * @csspart title - The title.
 * @csspart notice - An empty or failed state in words.
 * @csspart as-of - When the data was read.
 * @cssprop --heddle-widget-height - Height of the box where the page gives it none. @default 340px, 172px for a kpi
 */
export class HeddleWidget extends HeddleElement {
  static override properties = {
    config: {},
    result: { attribute: false },
    bare: { type: Boolean },
    showData: { state: true },
  };

  /** A widget config, as JSON text or as an object. */
  declare config: string | WidgetConfigInput | undefined;
  /** Rows of the page's own. With them nothing is asked of the server. */
  declare result: ChartData | undefined;
  /** Draws no box and no title: for a page that has its own. */
  declare bare: boolean;
  declare protected showData: boolean;

  #parsed: ParsedConfig = parseConfig(undefined);
  /** Shown while the same question is asked again; forgotten when the question or the reader changes. */
  #last: ChartData | null = null;

  readonly #load = new Task(this, {
    args: () => [this.#config, this.result, this.environment.current.client] as const,
    task: ([config, result, client], { signal }) => this.#fetch(config, result, client, signal),
    onComplete: (data) => {
      this.#last = data;
      this.emit("heddle-load", { columns: data.columns, rows: data.rows });
    },
    onError: (error) => {
      this.#last = null;
      this.emit("heddle-error", { error });
    },
  });
  #loadedFor: readonly unknown[] = [];

  constructor() {
    super();
    this.bare = false;
    this.showData = false;
  }

  /** Asks again, for instance after the page has changed something. Resolves when the new data is drawn or has failed. */
  async refetch(): Promise<void> {
    await this.#load.run();
    await this.updateComplete;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("config")) this.#parsed = parseConfig(this.config);
    // What one client may see is nothing to show under another.
    const loadedFor = [this.config, this.environment.current.client];
    if (loadedFor.some((value, index) => value !== this.#loadedFor[index])) this.#last = null;
    this.#loadedFor = loadedFor;
  }

  protected override render(): TemplateResult {
    const box = this.bare ? "" : "rounded-xl border border-line bg-surface p-5 shadow-card";
    const height = this.#config?.type === "kpi" ? "min-h-kpi" : "min-h-widget";
    return html`<section
      part="card"
      aria-busy=${this.#load.status === TaskStatus.PENDING}
      class="${this.scheme} ${box} ${height} flex h-full flex-col gap-4"
    >
      ${this.#header()}
      <div class="relative min-h-0 flex-1">${this.#body()}</div>
      ${this.#footer()}
    </section>`;
  }

  get #config(): WidgetConfig | null {
    return this.#parsed.ok ? this.#parsed.config : null;
  }

  #fetch(config: WidgetConfig | null, result: ChartData | undefined, client: HeddleClient | null, signal: AbortSignal) {
    if (!config) return initialState;
    if (result) return Promise.resolve(result);
    if (!config.query || !client) return initialState;
    return client.query(config.query, { signal }) as Promise<ChartData>;
  }

  #header(): TemplateResult | typeof nothing {
    const config = this.#config;
    if (!config) return nothing;
    const canShowData = config.type !== "kpi" && config.type !== "table" && this.#last !== null;
    const label = this.showData ? messages.chart.showChart : messages.chart.showData;
    return html`<header class="flex min-h-7 shrink-0 items-start justify-between gap-3">
      ${
        this.bare
          ? html`<span></span>`
          : html`<h3 part="title" class="min-w-0 pt-1 text-base font-semibold wrap-anywhere">${config.title}</h3>`
      }
      ${
        canShowData
          ? html`<button
              type="button"
              @click=${this.#toggleData}
              title=${label}
              aria-label=${label}
              class="-me-1.5 grid size-7 shrink-0 place-items-center rounded-md text-muted transition-colors hover:bg-sunken hover:text-text"
            >
              ${icon(this.showData ? "chart" : "table")}
            </button>`
          : nothing
      }
    </header>`;
  }

  #body(): TemplateResult {
    if (!this.#parsed.ok) return this.#invalid(this.#parsed);
    const { config } = this.#parsed;
    const { status, error } = this.#load;
    if (status === TaskStatus.ERROR) {
      const onRetry = () => void this.#load.run();
      return centredNotice({ ...describeError(error, messages.widget.loadFailed), onRetry });
    }
    if (this.#last) return this.#chart(config, this.#last);
    const missing = this.#missing(config);
    if (missing) return centredNotice({ icon: "alert", title: missing });
    return html`${skeleton(config.type)}
      <p class="sr-only" role="status">${messages.widget.loading}</p>`;
  }

  /** A provider may still wait for the page to set `getToken`; without a provider nothing will ever come. */
  #missing(config: WidgetConfig): string | null {
    if (this.result) return null;
    if (!config.query) return messages.widget.noData;
    return this.environment.provided ? null : messages.widget.noClient;
  }

  #chart(config: WidgetConfig, data: ChartData): TemplateResult {
    return html`<heddle-chart
      class="absolute inset-0"
      .config=${config}
      .data=${data}
      ?show-data=${this.showData}
      exportparts="plot, legend, notes"
    ></heddle-chart>`;
  }

  /** Rows that came with a config that does not fit are still worth showing, as a table. */
  #invalid({ title, problems }: { title: string; problems: string[] }): TemplateResult {
    const notice = centredNotice({ icon: "alert", title, detail: problems.join("; "), role: "alert" });
    if (!this.result) return notice;
    const table: WidgetConfig = { version: 1, type: "table", title, summary: title, encoding: {} };
    return html`<div class="flex h-full flex-col gap-3">
      <div class="shrink-0">${notice}</div>
      <div class="relative min-h-24 flex-1">${this.#chart(table, this.result)}</div>
    </div>`;
  }

  #footer(): TemplateResult | typeof nothing {
    if (this.bare) return nothing;
    const dataTime = this.#last?.receipt?.dataTime;
    const { locale } = this.environment.current;
    return html`<footer part="as-of" class="min-h-4 shrink-0 text-xs text-muted">
      ${dataTime ? asOf(dataTime, locale) : nothing}
    </footer>`;
  }

  readonly #toggleData = (): void => {
    this.showData = !this.showData;
  };
}

/** In the reader's own zone: it says how old what they look at is. */
function asOf(dataTime: string, locale: string): TemplateResult | typeof nothing {
  const time = new Date(dataTime);
  if (Number.isNaN(time.getTime())) return nothing;
  const known = createFormatters(locale).locale;
  const text = new Intl.DateTimeFormat(known, {
    month: "short",
    day: "numeric",
    hour: "numeric",
    minute: "2-digit",
  }).format(time);
  return html`<time datetime=${dataTime}>${messages.widget.asOf(text)}</time>`;
}

defineElement("heddle-widget", HeddleWidget);

declare global {
  interface HTMLElementTagNameMap {
    "heddle-widget": HeddleWidget;
  }
}
