import axe from "axe-core";
import type { LitElement } from "lit";
import { expect } from "vitest";

export { textOf, waitForText as expectText } from "./wait-for-text.ts";

/** Puts markup into a fresh part of the page and gives its first element of a kind. The page is emptied before. */
export function mount<K extends keyof HTMLElementTagNameMap>(name: K, html: string): HTMLElementTagNameMap[K] {
  document.body.innerHTML = `<main><h2>Page</h2>${html}</main>`;
  const element = document.querySelector(name);
  if (!element) throw new Error(`There is no <${name}> in the markup`);
  return element;
}

/** Gives the page around the elements the colours that fit a theme, as a page with a dark mode does. */
export function paintPage(theme: string): void {
  const dark = theme === "dark";
  document.body.style.background = dark ? "#16181d" : "#ffffff";
  document.body.style.color = dark ? "#ffffff" : "#000000";
}

/** Markup in a provider that is connected with the recorded server. */
export function connected(html: string, attributes = ""): string {
  return `<heddle-provider base-url="/recorded" token-url="/recorded/token" locale="en-GB" ${attributes}>${html}</heddle-provider>`;
}

/** All elements that match in an element's shadow root and those inside. */
export function deepAll(element: Element, selector: string): Element[] {
  const root = element.shadowRoot ?? element;
  const nested = [...root.querySelectorAll("*")]
    .filter((one) => one.shadowRoot)
    .flatMap((one) => deepAll(one, selector));
  return [...root.querySelectorAll(selector), ...nested];
}

export function deep(element: Element, selector: string): HTMLElement {
  const [found] = deepAll(element, selector);
  if (!found) throw new Error(`There is no ${selector} in <${element.localName}>`);
  return found as HTMLElement;
}

/** Waits until a chart has measured its box and drawn. */
export async function drawn(element: LitElement): Promise<void> {
  await expect.poll(() => deepAll(element, "[part=plot], [part=notice]").length).toBeGreaterThan(0);
  await element.updateComplete;
}

/** Fails with what axe finds, of WCAG 2.2 A and AA and of good practice. */
export async function expectAccessible(element: Element): Promise<void> {
  // An outline that fades in would be measured half way.
  await Promise.allSettled(
    document
      .getAnimations()
      .filter((one) => one instanceof CSSTransition)
      .map((one) => one.finished),
  );
  const { violations } = await axe.run(element.ownerDocument.body, { rules: { region: { enabled: false } } });
  const found = violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join("\n")}`,
  );
  expect(found).toEqual([]);
}
