import type { WidgetConfig } from "@heddle/sdk/contract";
import { describe, expect, it } from "vitest";
import { userEvent } from "vitest/browser";
import { deep, deepAll, drawn, expectAccessible, mount, paintPage, textOf } from "../../testing/browser.ts";
import { revenueByMonth, revenueLine } from "../../testing/fixtures.ts";
import "../provider/provider.ts";
import "./chart.ts";
import { nextStop } from "./next-stop.ts";

const common = { version: 1, summary: revenueLine.summary } as const;
const xy = { x: "time", y: ["revenue"] };
const configs: WidgetConfig[] = [
  revenueLine,
  { ...common, type: "bar", title: "Bars", encoding: xy },
  { ...common, type: "bar", title: "Lying bars", encoding: xy, orientation: "horizontal" },
  { ...common, type: "pie", title: "Parts", encoding: { category: "time", value: "revenue" } },
  { ...common, type: "table", title: "Rows", encoding: {} },
  { ...common, type: "kpi", title: "Number", encoding: { value: "revenue", previous: "revenue" } },
];

async function chart(config: WidgetConfig = revenueLine, { theme = "light", width = 600 } = {}) {
  const element = mount(
    "heddle-chart",
    `<heddle-provider theme=${theme} locale="en-GB"><heddle-chart></heddle-chart></heddle-provider>`,
  );
  element.style.cssText = `width: ${width}px; height: 300px`;
  paintPage(theme);
  element.config = config;
  element.data = revenueByMonth;
  await drawn(element);
  return element;
}

const spoken = (element: Element) => deep(element, "[aria-live]").textContent?.trim();
const tip = (element: Element) => deepAll(element, ".tip")[0]?.textContent?.replace(/\s+/g, " ").trim();

describe("heddle-chart", () => {
  it("moves over the values with the arrow keys and speaks each", async () => {
    const element = await chart();
    await userEvent.tab();
    expect(element.shadowRoot?.activeElement).toBe(deep(element, ".plot"));
    await userEvent.keyboard("{ArrowRight}");
    await element.updateComplete;
    expect(spoken(element)).toBe("January 2026: Revenue €182,310.50");
    expect(tip(element)).toBe("January 2026 Revenue €182,310.50");
    await userEvent.keyboard("{ArrowRight}{ArrowRight}");
    await element.updateComplete;
    expect(spoken(element)).toBe("March 2026: Revenue €226,120.25");
    await userEvent.keyboard("{End}");
    await element.updateComplete;
    expect(spoken(element)).toBe("November 2026: Revenue €362,777.75");
    await userEvent.keyboard("{Escape}");
    await element.updateComplete;
    expect(spoken(element)).toBe("");
    expect(tip(element)).toBeUndefined();
  });

  it("shows the value under the pointer without speaking it", async () => {
    const element = await chart();
    const box = deep(element, ".drawing").getBoundingClientRect();
    deep(element, ".plot").dispatchEvent(
      new PointerEvent("pointermove", { clientX: box.right - 15, clientY: box.top + 50, bubbles: true }),
    );
    await element.updateComplete;
    expect(tip(element)).toBe("November 2026 Revenue €362,777.75");
    expect(spoken(element)).toBe("");
    deep(element, ".plot").dispatchEvent(new PointerEvent("pointerleave"));
    await element.updateComplete;
    expect(tip(element)).toBeUndefined();
  });

  it.each([0, 5, 10])("keeps the tooltip of value %d inside the drawing, however narrow", async (index) => {
    const element = await chart(revenueLine, { width: 280 });
    deep(element, ".plot").focus();
    await userEvent.keyboard(`{Home}${"{ArrowRight}".repeat(index)}`);
    await element.updateComplete;
    const [inner, outer] = [
      deep(element, ".tip").getBoundingClientRect(),
      deep(element, ".plot").getBoundingClientRect(),
    ];
    expect(inner.left).toBeGreaterThanOrEqual(outer.left);
    expect(inner.right).toBeLessThanOrEqual(outer.right);
    expect(inner.bottom).toBeLessThanOrEqual(outer.bottom);
  });

  it("gives readers a table of the same values and others one on request", async () => {
    const element = await chart();
    expect(deep(element, ".sr-only table").textContent).toContain("€226,120.25");
    expect(deepAll(element, ".sr-only button")).toEqual([]);
    element.showData = true;
    await element.updateComplete;
    const buttons = deepAll(element, "th button") as HTMLElement[];
    buttons[1]?.click();
    await element.updateComplete;
    buttons[1]?.click();
    await element.updateComplete;
    expect(deep(element, "th:nth-child(2)").getAttribute("aria-sort")).toBe("descending");
    expect(deep(element, "tbody tr").textContent).toContain("€362,777.75");
  });

  it("draws again when its box changes", async () => {
    const element = await chart();
    expect(deep(element, ".drawing svg").getAttribute("width")).toBe("600");
    element.style.width = "333px";
    await expect.poll(() => deep(element, ".drawing svg").getAttribute("width")).toBe("333");
  });

  it("says in words what it cannot draw", async () => {
    const element = await chart({ ...revenueLine, encoding: { x: "time", y: ["profit"] } } as WidgetConfig);
    expect(textOf(element)).toContain("The data has no column “profit”");
  });

  it("shows text as text", async () => {
    const element = await chart();
    const hostile = "<img src=x onerror=alert(1)>";
    element.config = { ...revenueLine, type: "bar", title: hostile, summary: hostile } as WidgetConfig;
    element.data = {
      columns: [
        { name: "time", type: "string", label: hostile },
        { name: "revenue", type: "number" },
      ],
      rows: [[hostile, 1]],
    };
    await element.updateComplete;
    expect(deepAll(element, "img")).toEqual([]);
    expect(textOf(element)).toContain(hostile);
  });

  describe.each(["light", "dark"])("in the %s theme", (theme) => {
    it.each(configs.map((config) => [config.title, config] as const))("is accessible: %s", async (_, config) => {
      const element = await chart(config, { theme });
      await expectAccessible(element);
      if (config.type === "kpi" || config.type === "table") return;
      element.showData = true;
      await element.updateComplete;
      await expectAccessible(element);
    });
  });
});

describe("nextStop", () => {
  it.each([
    ["ArrowRight", null, 5, 0],
    ["ArrowLeft", null, 5, 4],
    ["ArrowRight", 4, 5, 4],
    ["PageDown", 3, 30, 13],
    ["PageUp", 3, 30, 0],
    ["Enter", 3, 30, null],
    ["ArrowRight", null, 0, null],
  ])("%s from %o of %d leads to %o", (key, active, count, expected) => {
    expect(nextStop(key, active, count)).toBe(expected);
  });
});
