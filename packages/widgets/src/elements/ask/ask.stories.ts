import type { Meta, StoryObj } from "@storybook/web-components-vite";
import { html } from "lit";
import { waitForText } from "../../testing/wait-for-text.ts";
import type { HeddleAsk } from "./ask.ts";
import "./ask.ts";

interface Args {
  suggestions: string[];
}

const meta: Meta<Args> = {
  title: "Elements/heddle-ask",
  component: "heddle-ask",
  args: {
    suggestions: ["Revenue by month this year", "Top 10 merchants by revenue", "Refund rate by method last quarter"],
  },
  render: ({ suggestions }) => html`<heddle-ask .suggestions=${suggestions}></heddle-ask>`,
};
export default meta;

type Story = StoryObj<Args>;

/** Asks the recorded server, and waits for what it answers. */
const asking = (question: string, shown: string): Story => ({
  play: async ({ canvasElement }) => {
    const box = canvasElement.querySelector<HeddleAsk>("heddle-ask");
    if (!box) throw new Error("The story has no <heddle-ask>");
    void box.ask(question);
    await waitForText(box, shown);
  },
});

export const Idle: Story = {};
export const Answered = asking("revenue by month this year", "I read this as");
export const Running = asking("slow", "Reading the rows");
export const AskingBack = asking("clarify sales", "Which one did you mean?");
export const Refused = asking("refuse revenue by zorp", "Not understood:");
export const Failed = asking("down", "cannot be reached");
export const Empty = asking(" ", "Type a question first.");
export const Dark: Story = { ...Answered, globals: { theme: "dark" } };
