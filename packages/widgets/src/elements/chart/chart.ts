import type { WidgetConfig } from "@heddle/sdk/contract";
import { html, nothing, type PropertyValues, svg, type TemplateResult } from "lit";
import { classMap } from "lit/directives/class-map.js";
import { styleProperties } from "../../theme/style-properties.ts";
import type { Chart, TableSort } from "../../charts/chart.ts";
import { dataTable, maxTableRows } from "../../charts/data-table.ts";
import { drawChart, type Drawing } from "../../charts/draw-chart.ts";
import { createFormatters, type Formatters } from "../../charts/format.ts";
import { legend } from "../../charts/legend.ts";
import { SizeController } from "../../controllers/size-controller.ts";
import { messages } from "../../messages.ts";
import { defineElement } from "../shared/define-element.ts";
import { HeddleElement } from "../shared/heddle-element.ts";
import { centredNotice } from "../shared/notice.ts";
import { announcement, tooltip } from "./tooltip.ts";
import { nextStop } from "./next-stop.ts";
import type { ChartData } from "./chart-data.ts";

/** Rows that a screen reader is given beside a drawing; "Show data" has the rest. */
const spokenRows = 200;

/**
 * Draws a widget config over rows that the page already has. Fills the box it is given; needs a height.
 * `<heddle-widget>` adds the card, the title and the loading.
 *
 * The pointer and the arrow keys move over the values; each one is shown in a tooltip and spoken.
 *
 * @element heddle-chart
 * @fires heddle-error - The drawing failed by a fault of this package; `detail` is `{ error }`.
 * @csspart plot - The drawing.
 * @csspart legend - Which colour is which.
 * @csspart notes - What the drawing leaves out.
 */
export class HeddleChart extends HeddleElement {
  static override properties = {
    config: { attribute: false },
    data: { attribute: false },
    showData: { type: Boolean, attribute: "show-data" },
    active: { state: true },
    sort: { state: true },
  };

  /** A valid widget config. */
  declare config: WidgetConfig | undefined;
  /** Columns and rows, as a query's response has them. */
  declare data: ChartData | undefined;
  /** Shows the rows as a table instead of the drawing. */
  declare showData: boolean;
  /** The stop under the pointer or the keys. */
  declare protected active: number | null;
  declare protected sort: TableSort | null;

  readonly #box = new SizeController(this, () => this.renderRoot.querySelector(".box"));
  #drawing: Drawing | null = null;
  #formatters: Formatters = createFormatters("en");
  #drawnFrom: unknown[] = [];
  #spoken = "";

  constructor() {
    super();
    this.showData = false;
    this.active = null;
    this.sort = null;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has("config") || changed.has("data")) {
      this.active = null;
      this.sort = null;
      this.#spoken = "";
    }
    const inputs = [this.config, this.data, this.#box.size, this.environment.current.locale, this.sort];
    if (inputs.every((input, index) => input === this.#drawnFrom[index]) && this.#drawnFrom.length > 0) return;
    this.#drawnFrom = inputs;
    this.#drawing = this.#draw();
  }

  protected override updated(): void {
    const marked = this.renderRoot.querySelector<HTMLElement>(".tip");
    // Only the plot scrolls: `scrollIntoView` would move the page under the pointer.
    const plot = this.renderRoot.querySelector<HTMLElement>(".plot");
    if (!marked || !plot || plot.scrollHeight <= plot.clientHeight || !this.#spoken) return;
    const top = Number(marked.dataset["y"]);
    if (top < plot.scrollTop + 24) plot.scrollTop = top - 24;
    else if (top > plot.scrollTop + plot.clientHeight - 24) plot.scrollTop = top - plot.clientHeight + 24;
  }

  protected override render(): TemplateResult {
    const drawing = this.#drawing;
    const chart = drawing?.kind === "chart" ? drawing.chart : null;
    const notes = chart && !this.showData ? chart.notes : [];
    const truncated = this.data?.truncated ? [messages.chart.truncated] : [];
    return html`<div class="${this.scheme} flex h-full min-h-0 flex-col gap-3">
      ${chart && chart.legend.length > 0 && !this.showData ? legend(chart.legend) : nothing}
      <div class="box relative min-h-0 flex-1">${this.#content(drawing)}</div>
      ${
        notes.length + truncated.length > 0
          ? html`<p part="notes" class="shrink-0 text-xs text-muted">${[...notes, ...truncated].join(" ")}</p>`
          : nothing
      }
    </div>`;
  }

  #draw(): Drawing | null {
    const { config, data } = this;
    const { size } = this.#box;
    if (!config || !data || !size) return null;
    this.#formatters = createFormatters(this.environment.current.locale, config.formats);
    const { sort } = this;
    const onSort = (next: TableSort) => {
      this.sort = next;
    };
    const { columns, rows } = data;
    const drawing = drawChart({ config, columns, rows, size, formatters: this.#formatters, sort, onSort });
    if (drawing.kind === "message" && drawing.error !== undefined) this.emit("heddle-error", { error: drawing.error });
    return drawing;
  }

  #content(drawing: Drawing | null): TemplateResult | typeof nothing {
    const { config, data } = this;
    if (!drawing || !config || !data) return nothing;
    if (drawing.kind === "message") return centredNotice({ icon: "empty", title: drawing.message });
    if (config.type === "table" || config.type === "kpi") {
      const bleed = config.type === "table" ? "-inset-x-3" : "inset-x-0";
      return html`<div part="plot" class="absolute inset-y-0 ${bleed}">${drawing.chart.drawing}</div>`;
    }
    if (this.showData) return this.#dataView(config, data);
    return html`${this.#plot(config, drawing.chart)}
      <div class="sr-only">${this.#table(config, data, spokenRows, false)}</div>`;
  }

  #dataView(config: WidgetConfig, data: ChartData): TemplateResult {
    return html`<div
      class="absolute inset-y-0 -inset-x-3 overflow-auto"
      tabindex="0"
      role="region"
      aria-label=${config.title}
    >
      ${this.#table(config, data, maxTableRows, true)}
    </div>`;
  }

  #table(config: WidgetConfig, data: ChartData, limit: number, sortable: boolean): TemplateResult {
    const { columns, rows } = data;
    const formatters = this.#formatters;
    const { count } = formatters;
    const cut = rows.length > limit ? ` ${messages.chart.rowsCapped(count(limit), count(rows.length))}` : "";
    const onSort = (sort: TableSort) => {
      this.sort = sort;
    };
    return dataTable({
      columns,
      rows: sortable ? rows : rows.slice(0, limit),
      formatters,
      caption: `${config.summary}${cut}`,
      sort: sortable ? this.sort : null,
      onSort: sortable ? onSort : null,
    });
  }

  #plot(config: WidgetConfig, chart: Chart): TemplateResult {
    const { active } = this;
    const size = { width: this.#box.size?.width ?? 0, height: chart.height };
    const stop = active === null ? null : chart.stops.at(active);
    const scrolls = size.height > (this.#box.size?.height ?? 0);
    return html`<div
        part="plot"
        tabindex="0"
        role="application"
        aria-roledescription=${messages.chart.roleDescription}
        aria-label="${config.title}. ${config.summary}"
        aria-describedby="hint"
        class=${classMap({ "plot absolute inset-0 overflow-x-hidden rounded-sm outline-offset-4": true, "overflow-y-auto": scrolls, "overflow-y-hidden": !scrolls })}
        @pointermove=${this.#onPointer}
        @pointerdown=${this.#onPointer}
        @pointerleave=${this.#onLeave}
        @keydown=${this.#onKey}
        @blur=${this.#onLeave}
      >
        <div class="drawing relative" ${styleProperties({ height: `${size.height}px` })}>
          ${chart.drawing}
          ${
            stop
              ? html`<svg
                    class="pointer-events-none absolute inset-0"
                    width=${size.width}
                    height=${size.height}
                    aria-hidden="true"
                  >
                    ${svg`${stop.marker}`}
                  </svg>
                  ${tooltip(stop, size)}`
              : nothing
          }
        </div>
      </div>
      <p id="hint" class="sr-only">${messages.chart.keyboardHint}</p>
      <p class="sr-only" aria-live="polite">${this.#spoken}</p>`;
  }

  get #chart(): Chart | null {
    return this.#drawing?.kind === "chart" ? this.#drawing.chart : null;
  }

  readonly #onPointer = (event: PointerEvent): void => {
    const drawing = this.renderRoot.querySelector(".drawing");
    if (!drawing) return;
    const { left, top } = drawing.getBoundingClientRect();
    this.#spoken = "";
    this.active = this.#chart?.stops.nearest(event.clientX - left, event.clientY - top) ?? null;
  };

  readonly #onLeave = (): void => {
    this.active = null;
    this.#spoken = "";
  };

  readonly #onKey = (event: KeyboardEvent): void => {
    const stops = this.#chart?.stops;
    if (!stops || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return this.#onLeave();
    const next = nextStop(event.key, this.active, stops.count);
    if (next === null) return;
    event.preventDefault();
    this.active = next;
    this.#spoken = announcement(stops.at(next));
  };
}

// Lit advises against updates that follow from updates; measuring the box that was just rendered is the exception.
HeddleChart.disableWarning?.("change-in-update");
defineElement("heddle-chart", HeddleChart);

declare global {
  interface HTMLElementTagNameMap {
    "heddle-chart": HeddleChart;
  }
}
