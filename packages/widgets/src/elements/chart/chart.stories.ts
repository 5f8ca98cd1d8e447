import type { Cell, Column, WidgetConfig } from "@heddle/sdk/contract";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { styleMap } from "lit/directives/style-map.js";
import "./chart.ts";
import { revenueByMonth, revenueLine } from "../../testing/fixtures.ts";
import type { ChartData } from "./chart-data.ts";

interface Args {
  config: WidgetConfig;
  data: ChartData;
  width: number;
}

/** One story a chart type and a state that is easily got wrong. */
const meta: Meta<Args> = {
  title: "Elements/heddle-chart",
  component: "heddle-chart",
  args: { config: revenueLine, data: revenueByMonth, width: 640 },
  render: ({ config, data, width }) =>
    html`<heddle-chart
      style=${styleMap({ width: `${width}px`, maxWidth: "100%", height: "260px" })}
      .config=${config}
      .data=${data}
    ></heddle-chart>`,
};
export default meta;

type Story = StoryObj<Args>;

const common = { version: 1, summary: "A sentence for people who do not see the drawing." } as const;
const euros = { style: "currency", currency: "EUR" } as const;
const name: Column = { name: "name", type: "string", label: "Name" };
const amount = (column: string, label: string): Column => ({ name: column, type: "number", label, format: euros });
const month: Column = { name: "time", type: "date", label: "Month", format: { style: "time", grain: "month" } };
const data = (columns: Column[], rows: Cell[][]): ChartData => ({ columns, rows });

const methods = data(
  [name, amount("revenue", "Revenue")],
  [
    ["Card", 912_000],
    ["Wallet", 410_000],
    ["Bank transfer", 203_000],
    ["Cash", 88_000],
  ],
);
const profit = data(
  [month, amount("revenue", "Revenue"), amount("expenses", "Expenses")],
  [42, 51, 38, 60, 57, 66].map((value, index) => [`2026-0${index + 1}-01`, value * 1000, (80 - value) * 900]),
);
const byMethod: WidgetConfig = {
  ...common,
  type: "bar",
  title: "Revenue by method",
  encoding: { x: "name", y: ["revenue"] },
};

export const Line: Story = {};

export const LineWithGapsAndAComparison: Story = {
  args: {
    config: {
      ...common,
      type: "line",
      title: "Revenue and the year before",
      encoding: { x: "time", y: ["revenue", "before"] },
    },
    data: data(
      [month, amount("revenue", "Revenue"), { ...amount("before", "Revenue, previous year"), role: "comparison" }],
      [40, 44, null, 51, 49, 58].map((value, index) => [`2026-0${index + 1}-01`, value, 36 + index * 2]),
    ),
  },
};

export const LineOfManyPoints: Story = {
  args: {
    config: { ...common, type: "line", title: "100,000 values", encoding: { x: "name", y: ["revenue"] } },
    data: data(
      [{ ...name, type: "number" }, { ...amount("revenue", "Value") }],
      Array.from({ length: 100_000 }, (_, index) => [index, Math.sin(index / 9000) * 100 + ((index * 7919) % 40)]),
    ),
  },
};

export const Bars: Story = { args: { config: byMethod, data: methods } };

export const BarsGrouped: Story = {
  args: {
    config: {
      ...common,
      type: "bar",
      title: "Revenue and expenses",
      encoding: { x: "time", y: ["revenue", "expenses"] },
    },
    data: profit,
  },
};

export const BarsStacked: Story = {
  args: {
    ...BarsGrouped.args,
    config: {
      ...common,
      type: "bar",
      title: "Revenue and expenses",
      stacked: true,
      encoding: { x: "time", y: ["revenue", "expenses"] },
    },
  },
};

export const BarsLying: Story = { args: { config: { ...byMethod, orientation: "horizontal" }, data: methods } };

export const BarsBelowZero: Story = {
  args: {
    config: byMethod,
    data: data(
      [name, { name: "revenue", type: "number", label: "Change", format: { style: "percent" } }],
      [
        ["Food", 0.12],
        ["Fashion", -0.08],
        ["Travel", -0.151],
        ["Home", 0.05],
      ],
    ),
  },
};

export const BarsOfTenThousandCategories: Story = {
  args: {
    config: byMethod,
    data: data(
      [name, amount("revenue", "Revenue")],
      Array.from({ length: 10_000 }, (_, index) => [`Shop ${index}`, 90_000 / (index + 1)]),
    ),
  },
};

export const Pie: Story = {
  args: {
    config: { ...common, type: "pie", title: "Revenue by method", encoding: { category: "name", value: "revenue" } },
    data: methods,
  },
};

export const PieNarrow: Story = { args: { ...Pie.args, width: 300 } };

export const Kpi: Story = {
  args: {
    config: { ...common, type: "kpi", title: "Revenue", encoding: { value: "revenue", previous: "before" } },
    data: data([amount("revenue", "Revenue"), amount("before", "Before")], [[1_284_530.42, 1_142_880.1]]),
  },
};

export const Table: Story = {
  args: {
    config: { ...common, type: "table", title: "Merchants", encoding: {} },
    data: data(
      [name, amount("revenue", "Revenue"), { name: "exact", type: "number", label: "Exact" }],
      Array.from({ length: 40 }, (_, index) => [
        `Shop ${index + 1}`,
        90_000 / (index + 1),
        `1234567890123456789.${index}`,
      ]),
    ),
  },
};

export const NoRows: Story = { args: { data: data([month, amount("revenue", "Revenue")], []) } };

export const MissingColumn: Story = {
  args: { config: { ...byMethod, encoding: { x: "gone", y: ["revenue"] } }, data: methods },
};

export const Dark: Story = { args: BarsGrouped.args ?? {}, globals: { theme: "dark" } };
