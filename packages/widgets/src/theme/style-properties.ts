import { noChange } from "lit";
import { Directive, directive, type ElementPart, type PartInfo, PartType } from "lit/directive.js";

/**
 * Sets style properties of an element, one by one, through its style object. Lit's own `styleMap` writes the first
 * time a `style` attribute, which a content security policy without `unsafe-inline` does not apply.
 *
 * @example html`<div ${styleProperties({ left: "12px" })}></div>`
 */
class StyleProperties extends Directive {
  #set: string[] = [];

  constructor(part: PartInfo) {
    super(part);
    if (part.type !== PartType.ELEMENT) throw new Error("styleProperties stands in a tag: html`<div ${...}>`");
  }

  render(_properties: Readonly<Record<string, string>>): typeof noChange {
    return noChange;
  }

  override update({ element }: ElementPart, [properties]: [Readonly<Record<string, string>>]): typeof noChange {
    const { style } = element as HTMLElement;
    for (const name of this.#set) if (!(name in properties)) style.removeProperty(name);
    for (const [name, value] of Object.entries(properties)) style.setProperty(name, value);
    this.#set = Object.keys(properties);
    return noChange;
  }
}

export const styleProperties = directive(StyleProperties);
