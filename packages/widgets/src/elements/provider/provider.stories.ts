import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import "../widget/widget.ts";
import { revenueByMonth, revenueLine } from "../../testing/fixtures.ts";

interface Args {
  theme: "light" | "dark" | "auto";
  locale: string;
}

const meta: Meta<Args> = {
  title: "Elements/heddle-provider",
  component: "heddle-provider",
  args: { theme: "light", locale: "en-GB" },
  argTypes: { theme: { control: "inline-radio", options: ["light", "dark", "auto"] } },
  render: ({ theme, locale }) =>
    html`<heddle-provider theme=${theme} locale=${locale}>
      <heddle-widget .config=${revenueLine} .result=${revenueByMonth}></heddle-widget>
    </heddle-provider>`,
};
export default meta;

type Story = StoryObj<Args>;

export const Light: Story = {};
export const Dark: Story = { args: { theme: "dark" } };
export const German: Story = { args: { locale: "de-DE" } };
