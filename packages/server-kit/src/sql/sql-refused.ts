import { HeddleError } from "../errors.ts";

/** The rules that can refuse SQL, by the name a refusal carries. */
export type GuardRule =
  | "size"
  | "encoding"
  | "nesting"
  | "syntax"
  | "statement"
  | "node"
  | "function"
  | "operator"
  | "type"
  | "table"
  | "tenant"
  | "column";

interface RefusalOptions {
  /** Byte offset into the UTF-8 text, as the parser gives it. */
  byteOffset?: number | undefined;
  hint?: string | undefined;
}

/**
 * SQL that may not run. Names the rule, the place and a way out, so that a person or a model can correct it. Literal
 * values of the SQL are never repeated in it.
 */
export class SqlRefused extends HeddleError {
  readonly rule: GuardRule;
  readonly byteOffset: number | undefined;

  constructor(rule: GuardRule, message: string, options: RefusalOptions = {}) {
    super("SQL_REFUSED", message, options.hint === undefined ? {} : { hint: options.hint });
    this.rule = rule;
    this.byteOffset = options.byteOffset;
  }
}
