import { describe, expect, it } from "vitest";
import { connected, deep, deepAll, drawn, expectAccessible, mount, textOf, expectText } from "../../testing/browser.ts";
import { revenueByMonth, revenueLine } from "../../testing/fixtures.ts";
import "./widget.ts";
import { parseConfig } from "./parse-config.ts";

function queried(measure: string): string {
  const config = { ...revenueLine, query: { measures: [measure] } };
  return `<heddle-widget config="${JSON.stringify(config).replaceAll('"', "&quot;")}"></heddle-widget>`;
}

const heightOf = (element: Element) => element.getBoundingClientRect().height;

describe("heddle-widget", () => {
  it("asks for its rows, draws them and says when they were read", async () => {
    const element = mount("heddle-widget", connected(queried("revenue")));
    const loaded = new Promise<CustomEvent>((resolve) => {
      document.addEventListener("heddle-load", (event) => resolve(event as CustomEvent), { once: true });
    });
    expect(((await loaded).detail as { rows: unknown[] }).rows).toHaveLength(11);
    await drawn(element);
    expect(textOf(element)).toContain("As of 21 Nov, 14:32");
    await expectAccessible(element);
  });

  it("keeps its height while it loads, when it has loaded and when it fails", async () => {
    const loading = mount("heddle-widget", connected(queried("slow")));
    await expectText(loading, "Loading");
    const height = heightOf(loading);
    expect(height).toBe(340);
    const loaded = mount("heddle-widget", connected(queried("revenue")));
    await drawn(loaded);
    expect(heightOf(loaded)).toBe(height);
    const failed = mount("heddle-widget", connected(queried("down")));
    await expectText(failed, "Try again");
    expect(heightOf(failed)).toBe(height);
  });

  it("says what failed, with the reference, and loads on a second try", async () => {
    const element = mount("heddle-widget", connected(queried(`fail_once_${crypto.randomUUID()}`)));
    // The client itself tries a 503 once more; the recorded server fails only the first time.
    await drawn(element);
    const down = mount("heddle-widget", connected(queried("down")));
    await expectText(down, "The database cannot be reached right now.");
    expect(textOf(down)).toContain("Reference 1b9e6f20c4d84a77");
    await expectAccessible(down);
    const reloaded = new Promise((resolve) => down.addEventListener("heddle-error", resolve, { once: true }));
    deep(down, "button").click();
    await reloaded;
  });

  it("draws rows of the page's own without a provider and draws new ones", async () => {
    const element = mount("heddle-widget", "<heddle-widget></heddle-widget>");
    element.config = revenueLine;
    element.result = revenueByMonth;
    await drawn(element);
    expect(textOf(element)).toContain("€226,120.25");
    element.result = { ...revenueByMonth, rows: [["2026-03-01", 9]] };
    await expectText(element, "€9.00");
    expect(textOf(element)).not.toContain("€226,120.25");
  });

  it("forgets what one viewer saw when another one looks", async () => {
    const provider = mount("heddle-provider", connected(queried("revenue")));
    const element = provider.querySelector("heddle-widget") as HTMLElementTagNameMap["heddle-widget"];
    await drawn(element);
    provider.getToken = () => new Promise<string>(() => {});
    await expectText(element, "Loading");
    expect(textOf(element)).not.toContain("€226,120.25");
  });

  it("asks again on refetch and keeps the old rows meanwhile", async () => {
    const element = mount("heddle-widget", connected(queried("revenue")));
    await drawn(element);
    let loads = 0;
    element.addEventListener("heddle-load", () => {
      loads += 1;
    });
    const done = element.refetch();
    await element.updateComplete;
    expect(textOf(element)).toContain("€226,120.25");
    await done;
    expect(loads).toBe(1);
  });

  it("refuses a config that is not in the schema and shows the rows as a table", async () => {
    const element = mount("heddle-widget", "<heddle-widget></heddle-widget>");
    element.setAttribute("config", JSON.stringify({ ...revenueLine, html: "<b>x</b>" }));
    await expectText(element, "config: unknown key html");
    await expectAccessible(element);
    element.result = revenueByMonth;
    await expectText(element, "€226,120.25");
    expect(deepAll(element, "b")).toEqual([]);
  });

  it("says that there is no provider, no configuration or nothing to show", async () => {
    const element = mount("heddle-widget", queried("revenue"));
    await expectText(element, "not inside a <heddle-provider>");
    element.config = undefined;
    await expectText(element, "This widget has no configuration");
    element.config = revenueLine;
    await expectText(element, "neither a query nor rows");
  });

  it("switches to its data and back", async () => {
    const element = mount("heddle-widget", connected(queried("revenue")));
    await drawn(element);
    const toggle = deep(element, "header button");
    expect(toggle.getAttribute("aria-label")).toBe("Show data");
    toggle.click();
    await expect.poll(() => deepAll(element, "th button").length).toBe(2);
    expect(deep(element, "header button").getAttribute("aria-label")).toBe("Show chart");
    deep(element, "header button").click();
    await expect.poll(() => deepAll(element, ".plot").length).toBe(1);
  });

  it("shares one constructed sheet with all elements", async () => {
    const element = mount("heddle-widget", "<heddle-widget></heddle-widget>");
    element.config = revenueLine;
    element.result = revenueByMonth;
    await drawn(element);
    const [own, inner] = [element.shadowRoot, deep(element, "heddle-chart").shadowRoot];
    expect(own?.adoptedStyleSheets).toHaveLength(1);
    expect(inner?.adoptedStyleSheets[0]).toBe(own?.adoptedStyleSheets[0]);
    // Would be 0 with Tailwind's own variables, which shadow roots do not register.
    expect(getComputedStyle(deep(element, "[part=card]")).borderTopWidth).toBe("1px");
    expect(getComputedStyle(deep(element, "[part=card]")).boxShadow).not.toBe("none");
  });
});

describe("parseConfig", () => {
  it.each([
    ["{", "The attribute “config” is not valid JSON"],
    ["[]", "config: expected object"],
    ['{"type":"radar"}', "type: not a valid value"],
    [JSON.stringify({ ...revenueLine, encoding: { x: "time" } }), "encoding.y: expected array"],
    [JSON.stringify({ ...revenueLine, version: 2 }), "version: expected 1"],
  ])("names the mistake in %s", (text, problem) => {
    expect(parseConfig(text)).toMatchObject({ ok: false, problems: [problem] });
  });
});
