import type { WidgetConfigInput } from "@heddle/sdk/contract";
import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import "./widget.ts";
import type { ChartData } from "../chart/chart-data.ts";
import { revenueByMonth, revenueLine } from "../../testing/fixtures.ts";

interface Args {
  config: WidgetConfigInput;
  result: ChartData | undefined;
  bare: boolean;
}

const meta: Meta<Args> = {
  title: "Elements/heddle-widget",
  component: "heddle-widget",
  args: { config: revenueLine, result: revenueByMonth, bare: false },
  render: ({ config, result, bare }) =>
    html`<heddle-widget .config=${config} .result=${result} ?bare=${bare}></heddle-widget>`,
};
export default meta;

type Story = StoryObj<Args>;

const asks = (measure: string) => ({ config: { ...revenueLine, query: { measures: [measure] } }, result: undefined });

export const RowsOfThePage: Story = {};
export const Queried: Story = { args: asks("revenue") };
export const Loading: Story = { args: asks("slow") };
export const Failed: Story = { args: asks("down") };
export const Empty: Story = { args: { result: { ...revenueByMonth, rows: [] } } };
export const WrongConfig: Story = {
  args: { config: { ...revenueLine, html: "<b>no</b>" } as unknown as WidgetConfigInput, result: undefined },
};
export const WrongConfigWithRows: Story = {
  args: { config: { ...revenueLine, html: "<b>no</b>" } as unknown as WidgetConfigInput },
};
export const Bare: Story = { args: { bare: true } };
export const Dark: Story = { globals: { theme: "dark" } };
