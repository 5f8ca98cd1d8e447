/** Everything that is written in an element and the elements inside it, shadow roots included. */
export function textOf(element: Element | ShadowRoot): string {
  const root = element instanceof Element && element.shadowRoot ? element.shadowRoot : element;
  const inner = [...root.childNodes].map((node) => {
    if (node instanceof Element) return node.tagName === "STYLE" ? "" : textOf(node);
    return node.nodeType === Node.TEXT_NODE ? (node.textContent ?? "") : "";
  });
  return inner.join(" ").replace(/\s+/g, " ").trim();
}

/** Waits until what is written in an element holds a text. Rejects after a minute, saying what was there. */
export async function waitForText(element: Element, text: string): Promise<void> {
  const end = performance.now() + 60_000;
  while (!textOf(element).includes(text)) {
    if (performance.now() > end) throw new Error(`Expected “${text}” but found “${textOf(element)}”`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
