import { createClient, type HeddleClient } from "@heddle/sdk";
import { ContextProvider } from "@lit/context";
import { css, html, LitElement, type PropertyValues, type TemplateResult } from "lit";
import { type Environment, environmentContext, pageLocale } from "../../controllers/environment.ts";
import { type Theme, toTheme } from "../../theme/theme.ts";
import { defineElement } from "../shared/define-element.ts";
import { fetchToken } from "./fetch-token.ts";

/**
 * Connects every Heddle element inside it with one server, and says how they look. It draws nothing itself and leaves
 * the page's layout and styles alone.
 *
 * @example
 * ```html
 * <heddle-provider base-url="https://analytics.example" token-url="/heddle-token" theme="auto">
 *   <heddle-ask></heddle-ask>
 * </heddle-provider>
 * ```
 *
 * @element heddle-provider
 * @slot - The page's content, Heddle elements anywhere in it.
 */
export class HeddleProvider extends LitElement {
  static override properties = {
    baseUrl: { attribute: "base-url" },
    tokenUrl: { attribute: "token-url" },
    getToken: { attribute: false },
    client: { attribute: false },
    theme: {},
    locale: {},
  };

  static override styles = css`
    :host {
      display: contents;
    }
  `;

  /** The server: an absolute URL or a path of the page's own origin. @default the page's own origin */
  declare baseUrl: string;
  /** Path of the page's own backend that answers a POST with `{ "token": "..." }`, an embed session's. */
  declare tokenUrl: string | undefined;
  /** Gives the token instead of `tokenUrl`. */
  declare getToken: (() => string | Promise<string>) | undefined;
  /** A client of the page's own, instead of one made from the other properties. */
  declare client: HeddleClient | undefined;
  /** `light`, `dark` or `auto`, which follows the reader's system. @default "auto" */
  declare theme: Theme;
  /** BCP 47 tag for numbers and dates. @default the page's `lang` */
  declare locale: string | undefined;

  readonly #context = new ContextProvider(this, { context: environmentContext, initialValue: this.#environment(null) });
  #made: HeddleClient | null = null;

  constructor() {
    super();
    this.baseUrl = "";
    this.theme = "auto";
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const source = changed.has("baseUrl") || changed.has("tokenUrl") || changed.has("getToken");
    if (source) this.#made = this.#makeClient();
    this.#context.setValue(this.#environment(this.client ?? this.#made));
  }

  protected override render(): TemplateResult {
    return html`<slot></slot>`;
  }

  #makeClient(): HeddleClient | null {
    const { baseUrl, tokenUrl } = this;
    const getToken = this.getToken ?? (tokenUrl ? () => fetchToken(tokenUrl) : null);
    return getToken ? createClient({ baseUrl, getToken }) : null;
  }

  #environment(client: HeddleClient | null): Environment {
    return {
      client,
      theme: toTheme(this.theme),
      locale: this.locale === undefined || this.locale === "" ? pageLocale(this) : this.locale,
    };
  }
}

defineElement("heddle-provider", HeddleProvider);

declare global {
  interface HTMLElementTagNameMap {
    "heddle-provider": HeddleProvider;
  }
}
