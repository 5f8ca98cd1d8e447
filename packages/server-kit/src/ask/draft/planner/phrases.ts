import type { Grain } from "@heddle/sdk/contract";
import type { Sign } from "./items.ts";

/*
 * The grammar's own words, as data. A word that is not here, not in the catalog and not a time is left over, and the
 * question is not answered: words are added only where leaving them out cannot change what is asked.
 */

/** Say nothing about what is asked. Never here: words of cause, forecast, exclusion, share, change, or for other people. */
const stopPhrases = `
  a|an|the|our|my|we|i|me|their|please|pls|plz|kindly|thanks|thank you|hi|hello|hey|ok
  show|show me|show us|give|give me|give us|tell|tell me|tell us|let me see|let us see|display|get me|get us|see|view|fetch|pull|pull up
  present|find|report|report on|i want|i need|we need|i would like|we would like|would like|i want to see|i want to know|i need to know
  would like to see|would like to know|want to know|want to see|need to see|to see|to know
  can you|could you|would you|will you please|can i|can we|can i see|can i get|could i see|may i see|do you know|help me
  what|what about|how about|is|are|was|were|be|been|am|do|does|did|have|has|had|having|there
  look|looks|looking|came in
  made|got|received|processed|collected|happened|happen|occurred|generated|taken|take place|took place|brought in|contributed
  total|overall|all|all of|any|altogether|in total|in all|just|only|figures|so far|to date
  chart|graph|plot|diagram|chart of|graph of|plot of|table of|as a chart|as a graph|as a table|as a bar chart|as a line chart|as a pie chart
  bar chart|line chart|pie chart|bar chart of|line chart of|pie chart of|bar graph|line graph|a list of|as a list
  whole|entire|full|calendar|period|each of|both
`;

const linkPhrases = `of|for|from|in|on|at|with|to|via|through|using|during|among|within|over
  by means of|in terms of|called|named|=|equal to|located in|based in|with respect to|regarding|about`;

const signPhrases: readonly (readonly [Sign, string])[] = [
  [
    { kind: "link", relative: true },
    `that|that are|that were|that is|that was|that have|that has|that had|that have been|that did|which are|which is|which were|which was|which have|which had
     |who|who are|who were|who have|who has|who had|where`,
  ],
  [
    { kind: "by" },
    `by|per|for each|for every|for each of|in each|in every|each|every|split by|splitted by|broken down by|broken down per|broken out by|grouped by|group by
     |divided by|separated by|sliced by|segmented by|across|across all|breakdown by|break down by|broken into|split into|split per|on a per|according to|by each|by every|for all the different|by the|per each`,
  ],
  [{ kind: "and", how: "and" }, "and|as well as|along with|together with|or|and also|and the|and both"],
  [{ kind: "and", how: "comma" }, ","],
  [
    { kind: "and", how: "versus" },
    `vs|versus|v|against|compared with|compared to|compared against|in comparison to|in comparison with|relative to|as compared to|as against
     |and compare it with|and compare it to|and compare with|and compare to|compare to|compare with`,
  ],
  [
    { kind: "not" },
    `not|no|non|excluding|exclude|except|except for|excluding the|without|other than|but not|apart from|aside from|not including|not counting|excl|leaving out|not in|not by`,
  ],
  [
    { kind: "which" },
    "which|who are|who is|which of our|which of the|which of my|list|list of|list all|what are the different|name the|list the|list our|list my",
  ],
  [
    { kind: "quantity", of: "count" },
    "how many|number of|the number of|total number of|count of|count|nr of|no of|how many of our|how many of the|quantity of",
  ],
  [{ kind: "quantity", of: "much" }, "how much|how much money in|how much in"],
  [
    { kind: "quantity", of: "amount" },
    "amount of|value of|sum of|total amount of|total value of|sum total of|the sum of|the amount of",
  ],
  // "The most disputes" counts them; "the largest payments" and "top merchants" are about each single one.
  [
    { kind: "rank", direction: "desc", counts: true },
    "most|the most|highest|maximum number of|highest number of|most number of",
  ],
  [{ kind: "rank", direction: "desc" }, "top|largest|biggest|greatest|leading"],
  [{ kind: "rank", direction: "desc", tone: "good" }, "best|best performing|top performing|strongest"],
  [{ kind: "rank", direction: "asc", counts: true }, "lowest|least|fewest|lowest number of|the least|the fewest"],
  [{ kind: "rank", direction: "asc" }, "bottom|smallest"],
  [{ kind: "rank", direction: "asc", tone: "bad" }, "worst|worst performing|lowest performing|weakest|poorest"],
  [
    { kind: "rank", direction: "desc", common: true },
    "most common|most frequent|most popular|most used|most often used|commonest|most frequently used|most commonly used",
  ],
  [{ kind: "rank", direction: "asc", common: true }, "least common|least frequent|least popular|least used|rarest"],
  [
    { kind: "sort" },
    "sorted by|sort by|ordered by|order by|ranked by|rank by|sorted|ordered|ranked|sorting by|ordered on|sorted on|sort it by|in order of",
  ],
  [
    { kind: "direction", direction: "desc" },
    "descending|desc|highest first|largest first|biggest first|most first|in descending order|high to low|from high to low|from highest to lowest|highest to lowest",
  ],
  [
    { kind: "direction", direction: "asc" },
    "ascending|asc|lowest first|smallest first|least first|in ascending order|low to high|from low to high|from lowest to highest|lowest to highest",
  ],
  [
    { kind: "breakdown" },
    "breakdown|break down|breakdown of|split|wise|distribution|distribution of|broken down|split of",
  ],
  [{ kind: "compare" }, "compare|comparison of|comparison|comparing"],
  [{ kind: "compare", with: "previous_year" }, "year over year|year on year|yoy|y o y|yearly comparison"],
  [{ kind: "compare", with: "previous_period", unit: "month" }, "month over month|month on month|mom"],
  [{ kind: "compare", with: "previous_period", unit: "week" }, "week over week|week on week|wow"],
  [{ kind: "compare", with: "previous_period", unit: "quarter" }, "quarter over quarter|quarter on quarter|qoq"],
  [{ kind: "compare", with: "previous_period", unit: "day" }, "day over day|day on day|dod"],
  [
    { kind: "earlier", period: "previous_period" },
    "previous period|prior period|the previous period|the period before|period before|preceding period|last period|the one before|the month before|the week before|the quarter before|the day before|month before|week before|quarter before",
  ],
  [
    { kind: "earlier", period: "previous_year" },
    `same period last year|same time last year|same month last year|same week last year|same quarter last year|same day last year|same period a year ago
     |same month a year ago|same quarter a year ago|a year ago|one year ago|a year earlier|the year before|year before|previous years|same period of last year
     |same period in the previous year|same period the previous year|same period previous year|same month of last year|same quarter of last year|same months last year|this time last year`,
  ],
  // Asks what a word means, not for a number.
  [{ kind: "define" }, "what is a|what is an|what does|what do you mean by|define|definition of|explain"],
  [
    { kind: "trend" },
    "trend|trends|over time|over the time|evolution|evolved|developed|changed|changed over time|change over time|time series|timeline|how has|how have|trend of|trends of|trend in|the development of|trend for|trending",
  ],
  [{ kind: "now" }, "currently|right now|at the moment|now|at present"],
  [
    { kind: "state" },
    `how is|how are|how was|how were|how did|how do|how does|doing|performing|perform|performed
     |make|makes|get|gets|receive|process|generate|generates|bring in|brings in|earn|earns|earned|contribute|contributes|come in`,
  ],
];

const grainPhrases: Record<Grain, { adverb: string; unit: string }> = {
  hour: { adverb: "hourly|by the hour|hour by hour", unit: "hour" },
  day: { adverb: "daily|day by day|by date|per date|each date", unit: "day" },
  week: { adverb: "weekly|week by week", unit: "week" },
  month: { adverb: "monthly|month by month|by calendar month", unit: "month" },
  quarter: { adverb: "quarterly|quarter by quarter", unit: "quarter" },
  year: { adverb: "yearly|annually|annual|year by year|by calendar year", unit: "year" },
};
const grainLeads = [
  "by",
  "per",
  "each",
  "every",
  "for each",
  "for every",
  "in each",
  "by each",
  "on a per",
  "split by",
  "broken down by",
  "grouped by",
  "group by",
  "across",
];

const entriesOf = (phrases: string, sign: Sign): [string, Sign][] =>
  phrases
    .split(/[|\n]/)
    .map((phrase) => phrase.trim())
    .filter((phrase) => phrase !== "")
    .map((phrase) => [phrase, sign]);

function grainEntries(grain: Grain): [string, Sign][] {
  const { adverb, unit } = grainPhrases[grain];
  return [
    ...entriesOf(adverb, { kind: "grain", grain }),
    ...grainLeads.map((lead): [string, Sign] => [`${lead} ${unit}`, { kind: "grain", grain }]),
    [unit, { kind: "unit", unit: grain, plural: false }],
    [`${unit}s`, { kind: "unit", unit: grain, plural: true }],
  ];
}

/** Every phrase of the grammar with what it says. */
export const grammarPhrases: ReadonlyMap<string, Sign> = new Map([
  ...entriesOf(stopPhrases, { kind: "stop" }),
  ...entriesOf(linkPhrases, { kind: "link" }),
  ...signPhrases.flatMap(([sign, phrases]) => entriesOf(phrases, sign)),
  ...(Object.keys(grainPhrases) as Grain[]).flatMap(grainEntries),
]);

export const longestGrammarPhrase = Math.max(...[...grammarPhrases.keys()].map((phrase) => phrase.split(" ").length));

/** Words for what nobody is glad of: whether more of it is "best" or "worst" has to be asked. */
export const adverseWords: ReadonlySet<string> = new Set(
  "refund refunded dispute disputed chargeback fee fail failed failure declined cost expense spending loss lost error complaint churn cancellation cancelled return overdue late delay rejected fraud debt".split(
    " ",
  ),
);

/** Column names that describe the row itself: "closed payments" never means payments of closed merchants. */
export const stateColumns: ReadonlySet<string> = new Set(
  "status state stage phase outcome condition situation".split(" "),
);
