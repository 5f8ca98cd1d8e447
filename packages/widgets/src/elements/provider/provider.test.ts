import { HeddleError } from "@heddle/sdk";
import { describe, expect, it } from "vitest";
import { connected, deep, mount, expectText } from "../../testing/browser.ts";
import { revenueByMonth, revenueLine } from "../../testing/fixtures.ts";
import "../widget/widget.ts";
import { fetchToken } from "./fetch-token.ts";

const queried = JSON.stringify({ ...revenueLine, query: { measures: ["revenue"] } }).replaceAll("'", "&#39;");
const widget = `<heddle-widget config='${queried}'></heddle-widget>`;

describe("heddle-provider", () => {
  it("gives its client to the elements inside", async () => {
    await expectText(mount("heddle-widget", connected(widget)), "€226,120.25");
  });

  it("waits for a token source that the page sets later", async () => {
    const provider = mount("heddle-provider", `<heddle-provider base-url="/recorded">${widget}</heddle-provider>`);
    const element = provider.querySelector("heddle-widget") as Element;
    await expectText(element, "Loading");
    provider.getToken = () => "recorded";
    await expectText(element, "€226,120.25");
  });

  it("says the theme without a word to the page around it", async () => {
    const provider = mount(
      "heddle-provider",
      `<heddle-provider theme="dark"><p id="own">Own</p><heddle-widget></heddle-widget></heddle-provider>`,
    );
    const element = provider.querySelector("heddle-widget") as HTMLElementTagNameMap["heddle-widget"];
    element.config = revenueLine;
    element.result = revenueByMonth;
    await element.updateComplete;
    const own = document.querySelector("#own") as HTMLElement;
    expect(getComputedStyle(own).colorScheme).toBe("normal");
    expect(getComputedStyle(own).getPropertyValue("--color-surface")).toBe("");
    const card = deep(element, "[part=card]");
    expect(getComputedStyle(card).backgroundColor).toBe("rgb(22, 24, 29)");
    provider.theme = "light";
    await provider.updateComplete;
    await element.updateComplete;
    expect(getComputedStyle(card).backgroundColor).toBe("rgb(255, 255, 255)");
  });

  it("lets the page's own colours through", async () => {
    const element = mount(
      "heddle-widget",
      `<div style="--heddle-color-surface: rgb(1, 2, 3)"><heddle-widget></heddle-widget></div>`,
    );
    await element.updateComplete;
    expect(getComputedStyle(deep(element, "[part=card]")).backgroundColor).toBe("rgb(1, 2, 3)");
  });

  it("takes no token from another origin", async () => {
    await expect(fetchToken("https://elsewhere.example/token")).rejects.toThrow("own origin");
  });

  it("turns a failing token into words with a retry", async () => {
    const element = mount(
      "heddle-widget",
      `<heddle-provider base-url="/recorded" token-url="/recorded/nothing-here">${widget}</heddle-provider>`,
    );
    const failed = new Promise<CustomEvent>((resolve) => {
      element.addEventListener("heddle-error", (event) => resolve(event as CustomEvent), { once: true });
    });
    const { error } = (await failed).detail as { error: unknown };
    expect(error).toBeInstanceOf(HeddleError);
    await expectText(element, "Try again");
  });
});
