import type { Filter } from "@heddle/sdk/contract";
import type { ColumnTypeName } from "../../catalog/definition.ts";
import { quoteLiteral } from "../../db/quote.ts";
import type { Condition, ConditionReading, ConditionTarget } from "./condition-types.ts";
import { momentConditions } from "./moment-condition.ts";
import { nearHint } from "./query-problems.ts";
import { isTimeType } from "./time-literal.ts";

type Operator = Filter["operator"];
type Value = Filter["values"][number];

const comparisons = { gt: ">", gte: ">=", lt: "<", lte: "<=" } as const;
const ordered = ["in", "not_in", "gt", "gte", "lt", "lte", "between"] as const;
const operatorsOf = {
  text: ["in", "not_in", "contains", "not_contains"],
  uuid: ["in", "not_in"],
  boolean: ["in", "not_in"],
  integer: ordered,
  numeric: ordered,
  date: ordered,
  timestamptz: ordered,
  timestamp: ordered,
  json: [],
} as const satisfies Record<ColumnTypeName, readonly Operator[]>;

/**
 * Reads a filter of a query or of a measure's definition; undefined where it has a problem, which is then told.
 *
 * `not_in` and `not_contains` keep rows without a value: "not by card" means everything that was not paid by card.
 * `contains` is blind to case and takes `%` and `_` as they stand. `in` of no values keeps nothing, `not_in` of none
 * everything. On times a plain date stands for its whole day: `lte 2026-01-31` keeps that day, `gt` starts after it.
 */
export function readCondition(
  filter: Pick<Filter, "operator" | "values">,
  target: ConditionTarget,
  reading: ConditionReading,
): Condition | undefined {
  const { operator, values } = filter;
  const { path, problems } = reading;
  const before = problems.length;
  if (!isAllowed(operator, target)) {
    const allowed = [...operatorsOf[target.type], "is_null", "is_not_null"];
    problems.push({
      path: `${path}/operator`,
      detail: `${target.label} cannot be filtered with "${operator}".`,
      hint: `Use ${allowed.join(", ")}.`,
    });
    return undefined;
  }
  checkCount(operator, values, target, reading);
  values.forEach((value, index) =>
    checkValue(value, operator, target, { ...reading, path: `${path}/values/${index}` }),
  );
  if (problems.length > before) return undefined;
  if (operator === "is_null") return (operand) => `${operand} is null`;
  if (operator === "is_not_null") return (operand) => `${operand} is not null`;
  if (isTimeType(target.type)) return momentConditions({ operator, values: values.map(String) }, target.type, reading);
  return plainCondition(operator, values, target);
}

function isAllowed(operator: Operator, { type }: ConditionTarget): boolean {
  const allowed: readonly Operator[] = operatorsOf[type];
  return operator === "is_null" || operator === "is_not_null" || allowed.includes(operator);
}

function checkCount(
  operator: Operator,
  values: readonly Value[],
  target: ConditionTarget,
  reading: ConditionReading,
): void {
  if (operator === "in" || operator === "not_in") return;
  const wanted = operator === "between" ? 2 : operator === "is_null" || operator === "is_not_null" ? 0 : 1;
  if (values.length === wanted) return;
  const words = ["no value", "one value", "two values"][wanted];
  reading.problems.push({
    path: `${reading.path}/values`,
    detail: `The filter "${operator}" on ${target.label} takes ${words}, not ${values.length}.`,
  });
}

function checkValue(
  value: Value,
  operator: Operator,
  target: ConditionTarget,
  { path, problems }: ConditionReading,
): void {
  const expected = expectedValue(value, target.type);
  if (expected !== undefined) {
    problems.push({ path, detail: `${target.label} is compared with ${expected}, not with ${JSON.stringify(value)}.` });
    return;
  }
  if (typeof value !== "string") return;
  if (value.includes("\0") || /\p{Surrogate}/u.test(value)) {
    problems.push({ path, detail: `A value for ${target.label} holds characters that are not text.` });
  } else if (
    target.values !== undefined &&
    (operator === "in" || operator === "not_in") &&
    !target.values.includes(value)
  ) {
    problems.push({
      path,
      detail: `${target.label} is never ${JSON.stringify(value)}: it is one of ${target.values.join(", ")}.`,
      ...nearHint(value, target.values),
    });
  }
}

/** The kind of value a type is compared with, where this value is not of it. */
function expectedValue(value: Value, type: ColumnTypeName): string | undefined {
  switch (type) {
    case "integer":
    case "numeric":
      return typeof value === "number" && Number.isFinite(value) ? undefined : "a number";
    case "boolean":
      return typeof value === "boolean" ? undefined : "true or false";
    case "uuid":
      return typeof value === "string" && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)
        ? undefined
        : "a UUID";
    case "date":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value) ? undefined : "a date such as 2026-01-31";
    case "timestamptz":
    case "timestamp":
      return typeof value === "string" && /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?)?$/.test(value)
        ? undefined
        : "a date or time such as 2026-01-31 or 2026-01-31T09:00";
    case "text":
      return typeof value === "string" ? undefined : "a text";
    case "json":
      return undefined;
  }
}

function plainCondition(operator: Operator, values: readonly Value[], target: ConditionTarget): Condition {
  const literals = [...new Set(values.map(literal))];
  const [first = "null", second = "null"] = literals;
  switch (operator) {
    case "in":
      return membership(literals);
    case "not_in":
      return literals.length === 1
        ? (operand) => `${operand} is distinct from ${first}`
        : literals.length === 0
          ? () => "true"
          : (operand) => `(${operand} not in (${literals.join(", ")}) or ${operand} is null)`;
    case "between":
      return (operand) => `${operand} between ${first} and ${literals.length === 1 ? first : second}`;
    case "contains":
      return (operand) => `${asText(operand, target)} ilike ${pattern(values[0])}`;
    case "not_contains":
      return (operand) => `(${asText(operand, target)} not ilike ${pattern(values[0])} or ${operand} is null)`;
    case "is_null":
    case "is_not_null":
      return (operand) => `${operand} ${operator.replaceAll("_", " ")}`;
    default:
      return (operand) => `${operand} ${comparisons[operator]} ${first}`;
  }
}

function membership(literals: readonly string[]): Condition {
  if (literals.length === 0) return () => "false";
  if (literals.length === 1) return (operand) => `${operand} = ${literals[0]}`;
  return (operand) => `${operand} in (${literals.join(", ")})`;
}

function literal(value: Value): string {
  return typeof value === "string" ? quoteLiteral(value) : String(Object.is(value, -0) ? 0 : value);
}

/** An enumerated column may be an enum in Postgres, which has no pattern matching. */
function asText(operand: string, { values }: ConditionTarget): string {
  return values === undefined ? operand : `${operand}::text`;
}

function pattern(value: Value | undefined): string {
  return quoteLiteral(`%${String(value).replace(/[\\%_]/g, String.raw`\$&`)}%`);
}
