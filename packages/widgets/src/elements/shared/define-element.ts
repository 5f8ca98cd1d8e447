/** Registers an element once; a second copy of the package on the page, or a server without elements, is left alone. */
export function defineElement(name: `heddle-${string}`, element: CustomElementConstructor): void {
  if (typeof customElements === "undefined" || customElements.get(name)) return;
  customElements.define(name, element);
}
