import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import {
  connected,
  deep,
  deepAll,
  drawn,
  expectAccessible,
  mount,
  paintPage,
  textOf,
  expectText,
} from "../../testing/browser.ts";
import type { HeddleAsk } from "./ask.ts";
import "./ask.ts";

function box(attributes = "", provider = ""): HeddleAsk {
  paintPage(provider.includes("dark") ? "dark" : "light");
  return mount("heddle-ask", connected(`<heddle-ask ${attributes}></heddle-ask>`, provider));
}

async function seen(): Promise<{ asked: Record<string, number>; closed: Record<string, number> }> {
  return (await (await fetch("/recorded/seen")).json()) as Awaited<ReturnType<typeof seen>>;
}

const button = (element: Element, label: string) =>
  (deepAll(element, "button") as HTMLElement[]).find((one) => one.textContent?.trim() === label);

describe("heddle-ask", () => {
  it("answers a typed question with its reading, a chart, where it comes from and the receipt", async () => {
    const element = box();
    await element.updateComplete;
    await userEvent.click(deep(element, "input"));
    await userEvent.keyboard("revenue by month this year{Enter}");
    await expectText(element, "I read this as Revenue by month for 2026, succeeded payments");
    await drawn(element);
    const text = textOf(element);
    expect(text).toContain("€226,120.25");
    expect(text).toContain("Modelled");
    expect(deep(element, "[aria-live]").textContent).toContain("Answer ready.");
    deep(element, "summary").click();
    expect(deep(element, "details").textContent).toContain("where partner_id = $1");
    expect(deep(element, "details").textContent).toContain("prt_01k9zv7j5vfz8r6x4q0m2t3n1c, all merchants");
    expect(deep(element, "details").textContent).toContain("25.7 ms");
  });

  it("shows the stages as they come, and stops on cancel", async () => {
    const element = box();
    const question = `slow ${crypto.randomUUID()}`;
    void element.ask(question);
    await expectText(element, "Reading the rows in progress");
    expect(textOf(element)).toContain("Checking that the query is allowed failed");
    expect(textOf(element)).toContain("Reading the question (second attempt) done");
    expect(textOf(element)).toContain("I read this as Revenue by month for 2026");
    await expectAccessible(element);
    button(element, "Cancel")?.click();
    await expectText(element, "Cancelled. Nothing was changed.");
    await expect.poll(async () => (await seen()).closed[question]).toBe(1);
    expect(button(element, "Ask")).toBeDefined();
  });

  it("stops asking when it leaves the page", async () => {
    const element = box();
    const question = `slow ${crypto.randomUUID()}`;
    void element.ask(question);
    await expectText(element, "Reading the rows");
    element.remove();
    await expect.poll(async () => (await seen()).closed[question]).toBe(1);
  });

  it("handles an empty question in place", async () => {
    const element = box();
    await element.updateComplete;
    await userEvent.click(deep(element, "input"));
    await userEvent.keyboard("   {Enter}");
    await expectText(element, "Type a question first.");
    expect(deep(element, "input").getAttribute("aria-invalid")).toBe("true");
    await expectAccessible(element);
    await userEvent.keyboard("x");
    await element.updateComplete;
    expect(textOf(element)).not.toContain("Type a question first.");
  });

  it("offers what could be meant as buttons that ask on", async () => {
    const element = box();
    await element.ask("clarify sales");
    await expectText(element, "Which one did you mean?");
    await expectAccessible(element);
    button(element, "Revenue")?.click();
    await expectText(element, "I read this as");
    expect((deep(element, "input") as HTMLInputElement).value).toBe("revenue by month this year");
  });

  it("says why it refused, what was not understood and the reference", async () => {
    const element = box();
    await element.ask("refuse revenue by zorp");
    await expectText(element, "I understood “revenue” but not the rest of the question.");
    expect(textOf(element)).toContain("Not understood: zorp");
    expect(textOf(element)).toContain("Reference 8d1f0c3a5b7e4f62");
    expect(button(element, "Try again")).toBeDefined();
  });

  it("says what failed and asks again on a button", async () => {
    const element = box();
    await element.ask(`fail once ${crypto.randomUUID()}`);
    await expectText(element, "The database cannot be reached right now.");
    expect(textOf(element)).toContain("Reference 1b9e6f20c4d84a77");
    button(element, "Try again")?.click();
    await expectText(element, "I read this as");
  });

  it("asks suggestions on a click and tells the page what happens", async () => {
    const element = box(`suggestions='["Revenue this month", 5, "Refunds"]'`);
    const events: string[] = [];
    for (const name of ["heddle-ask", "heddle-answer"])
      document.addEventListener(name, () => events.push(name), { once: true });
    await element.updateComplete;
    expect(element.suggestions).toEqual(["Revenue this month", "Refunds"]);
    button(element, "Revenue this month")?.click();
    await expectText(element, "I read this as");
    expect(events).toEqual(["heddle-ask", "heddle-answer"]);
  });

  it("answers only the last of two questions", async () => {
    const element = box();
    void element.ask(`slow ${crypto.randomUUID()}`);
    await expectText(element, "Reading the rows");
    await element.ask("refuse the second");
    await expectText(element, "Not understood: zorp");
  });

  it("says so where there is no provider", async () => {
    const element = mount("heddle-ask", "<heddle-ask></heddle-ask>");
    await element.ask("revenue");
    await expectText(element, "not inside a <heddle-provider>");
  });

  describe.each(["light", "dark"])("in the %s theme", (theme) => {
    it.each(["answer", "clarify", "refuse", "down"])("is accessible: %s", async (question) => {
      const element = box(`suggestions='["Revenue this month"]'`, `theme="${theme}"`);
      await element.ask(question);
      if (question === "answer") {
        await drawn(element);
        deep(element, "summary").click();
        await element.updateComplete;
      }
      await expectAccessible(element);
    });
  });
});
