import { type CSSResultGroup, LitElement } from "lit";
import { type EnvironmentSource, followEnvironment } from "../../controllers/environment.ts";
import { sheet } from "../../theme/sheet.ts";

/** What all elements that draw share: the sheet and the provider's environment. */
export class HeddleElement extends LitElement {
  static override styles: CSSResultGroup = [sheet];

  protected readonly environment: EnvironmentSource = followEnvironment(this);

  /** Class of the outermost element of a template; it carries the colour scheme. */
  protected get scheme(): string {
    return `scheme-${this.environment.current.theme}`;
  }

  /** Sends an event that leaves shadow roots, so that the page can listen anywhere above. */
  protected emit(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
