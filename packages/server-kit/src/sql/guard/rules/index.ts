import { functionRule } from "./functions.ts";
import { indirectionRule } from "./indirection.ts";
import { operatorRule } from "./operators.ts";
import type { Rule } from "./rule.ts";
import { sessionValueRule } from "./session-values.ts";
import { typeRule } from "./types.ts";

/** Every rule over single nodes. Tables and columns are judged in `../resolve`, node types in `../allowed-nodes.ts`. */
export const rules: readonly Rule[] = [functionRule, operatorRule, typeRule, sessionValueRule, indirectionRule];
