import type { HeddleClient } from "@heddle/sdk";
import { ContextConsumer, createContext } from "@lit/context";
import type { LitElement } from "lit";
import type { Theme } from "../theme/theme.ts";

/** What a `<heddle-provider>` gives to every Heddle element inside it, through shadow roots too. */
export interface Environment {
  /** Null until the provider knows where its tokens come from. */
  client: HeddleClient | null;
  /** BCP 47 tag. */
  locale: string;
  theme: Theme;
}

/** The symbol is shared through the registry, so that two copies of this package on one page still meet. */
export const environmentContext = createContext<Environment>(Symbol.for("heddle.environment"));

/** The environment that holds for an element. Outside a provider there is none, and widgets draw the rows they are given. */
export interface EnvironmentSource {
  readonly provided: boolean;
  readonly current: Environment;
}

/** Follows the nearest provider and updates the element when something there changes. */
export function followEnvironment(host: LitElement): EnvironmentSource {
  const consumer = new ContextConsumer(host, { context: environmentContext, subscribe: true });
  return {
    get provided() {
      return consumer.value !== undefined;
    },
    get current() {
      return consumer.value ?? { client: null, locale: pageLocale(host), theme: "auto" };
    },
  };
}

/** The page's own language, else the reader's. */
export function pageLocale(element: Element): string {
  return element.ownerDocument.documentElement.lang || navigator.language || "en";
}
