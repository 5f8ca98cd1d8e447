import type { Row } from "./expectation.ts";
import { ambiguousQuestions } from "./ambiguous.ts";
import { breakdownQuestions } from "./breakdown.ts";
import { filterQuestions } from "./filter.ts";
import { plainQuestions } from "./plain.ts";
import { rankingQuestions } from "./ranking.ts";
import { thresholdQuestions } from "./threshold.ts";
import { timeQuestions } from "./time.ts";
import { trapQuestions } from "./trap.ts";
import { typoQuestions } from "./typo.ts";
import { unanswerableQuestions } from "./unanswerable.ts";

/*
 * Questions over the sample domain as people type them, each with what they mean. Written before the planner, from
 * the domain and not from the code: where an expectation and the planner differ, think about the asker first.
 * The instant of all of them is Saturday 21 November 2026, 10:00 UTC.
 */

export const allQuestions: readonly Row[] = [
  ...plainQuestions,
  ...breakdownQuestions,
  ...filterQuestions,
  ...rankingQuestions,
  ...thresholdQuestions,
  ...timeQuestions,
  ...typoQuestions,
  ...ambiguousQuestions,
  ...unanswerableQuestions,
  ...trapQuestions,
];
