import { metricQuerySchema, type MetricQuery, type QueryTime, type TimeRange } from "@heddle/sdk/contract";
import type { MetricAnswer } from "./answer-schema.ts";

type AnswerTime = NonNullable<MetricAnswer["time"]>;
type AnswerRange = NonNullable<AnswerTime["range"]>;

/** The contract's metric query, checked: what a model leaves `null` is absent. */
export function parseMetricAnswer(answer: MetricAnswer): ReturnType<typeof metricQuerySchema.safeParse> {
  const { measures, dimensions, filters, time, compare, sort, limit } = answer;
  return metricQuerySchema.safeParse({
    measures,
    dimensions,
    filters,
    ...(time === null ? {} : { time: fromAnswerTime(time) }),
    ...(compare === null ? {} : { compare }),
    sort,
    ...(limit === null ? {} : { limit }),
  });
}

function fromAnswerTime({ dimension, grain, range, timeZone }: AnswerTime): QueryTime {
  return {
    ...(dimension === null ? {} : { dimension }),
    ...(grain === null ? {} : { grain }),
    ...(range === null ? {} : { range: fromAnswerRange(range) }),
    ...(timeZone === null ? {} : { timeZone }),
  };
}

function fromAnswerRange(range: AnswerRange): TimeRange {
  if (range.type === "relative") return range;
  const { from, to } = range;
  return { type: "absolute", ...(from === null ? {} : { from }), ...(to === null ? {} : { to }) };
}

/** A metric query as a model would have answered it: the form in which examples are shown. */
export function toMetricAnswer(query: MetricQuery): MetricAnswer {
  const { measures, dimensions, filters, time, compare, sort, limit } = query;
  return {
    kind: "metric_query",
    measures,
    dimensions,
    filters,
    time: time === undefined ? null : toAnswerTime(time),
    compare: compare ?? null,
    sort,
    limit: limit ?? null,
    widget: null,
  };
}

function toAnswerTime({ dimension, grain, range, timeZone }: QueryTime): AnswerTime {
  return {
    dimension: dimension ?? null,
    grain: grain ?? null,
    range: range === undefined ? null : toAnswerRange(range),
    timeZone: timeZone ?? null,
  };
}

function toAnswerRange(range: TimeRange): AnswerRange {
  return range.type === "relative" ? range : { type: "absolute", from: range.from ?? null, to: range.to ?? null };
}
