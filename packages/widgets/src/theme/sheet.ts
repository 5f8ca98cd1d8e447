import { type CSSResult, unsafeCSS } from "lit";
import { sheetText } from "./sheet.generated.ts";

/**
 * The sheet of all elements. Lit builds one constructed `CSSStyleSheet` from it, on first use, that every shadow root
 * adopts: it is parsed once a page, and a strict content security policy needs no exception for it.
 */
export const sheet: CSSResult = unsafeCSS(sheetText);
