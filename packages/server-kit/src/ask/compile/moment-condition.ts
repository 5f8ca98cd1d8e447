import type { Filter } from "@heddle/sdk/contract";
import { Temporal } from "temporal-polyfill";
import type { Condition, ConditionReading } from "./condition-types.ts";
import { momentLiteral } from "./time-literal.ts";
import type { TimeTypeName } from "./time-literal.ts";
import { boundAt, RangeUnreadable, readMoment } from "./time-range.ts";

/** What one written value stands for: a day in the zone (`end` exclusive), or an instant (no `end`). */
interface Moment {
  readonly start: string;
  readonly end?: string;
}

/** A condition on a column of time; undefined where a value is no time of the calendar, which is then told. */
export function momentConditions(
  filter: { operator: Filter["operator"]; values: readonly string[] },
  type: TimeTypeName,
  reading: ConditionReading,
): Condition | undefined {
  const moments = filter.values.map((value, index) =>
    moment(value, type, { ...reading, path: `${reading.path}/values/${index}` }),
  );
  const known = moments.filter((entry) => entry !== undefined);
  const [first, second] = known;
  if (known.length < moments.length) return undefined;
  const either = (operand: string) => known.map((entry) => within(operand, entry, entry)).join(" or ");
  switch (filter.operator) {
    case "in":
      return known.length === 0 ? () => "false" : (operand) => `(${either(operand)})`;
    case "not_in":
      return known.length === 0 ? () => "true" : (operand) => `(not (${either(operand)}) or ${operand} is null)`;
    case "between":
      return first && second && ((operand) => within(operand, first, second));
    case "gt":
      return (
        first && ((operand) => (first.end === undefined ? `${operand} > ${first.start}` : `${operand} >= ${first.end}`))
      );
    case "gte":
      return first && ((operand) => `${operand} >= ${first.start}`);
    case "lt":
      return first && ((operand) => `${operand} < ${first.start}`);
    case "lte":
      return first && ((operand) => until(operand, first));
    default:
      return undefined;
  }
}

function moment(value: string, type: TimeTypeName, { zone, path, problems }: ConditionReading): Moment | undefined {
  try {
    const start = readMoment(value, zone);
    if (value.includes("T")) return { start: momentLiteral(start, type) };
    const end = boundAt(
      start.local.toPlainDate().add({ days: 1 }).toPlainDateTime(Temporal.PlainTime.from("00:00")),
      zone,
    );
    return { start: momentLiteral(start, type), end: momentLiteral(end, type) };
  } catch (error) {
    if (!(error instanceof RangeUnreadable)) throw error;
    problems.push({ path, detail: error.message });
    return undefined;
  }
}

function within(operand: string, first: Moment, last: Moment): string {
  return `${operand} >= ${first.start} and ${until(operand, last)}`;
}

function until(operand: string, last: Moment): string {
  return last.end === undefined ? `${operand} <= ${last.start}` : `${operand} < ${last.end}`;
}
