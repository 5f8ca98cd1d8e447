import type { ModelReply } from "../../../models/language-model.ts";
import type { Draft, Drafted } from "../../pipeline.ts";
import { DraftRejected } from "../draft-rejected.ts";
import { answerSchema, type ModelAnswer } from "./answer-schema.ts";
import { parseMetricAnswer } from "./metric-answer.ts";
import { isStorable, plainText } from "./plain-text.ts";

/** Characters. Far above what a sensible answer needs, far below what would hurt a parser. */
const limits = {
  answer: 50_000,
  sql: 20_000,
  message: 500,
  reading: 300,
  label: 80,
  question: 300,
  word: 60,
  title: 120,
};
const maxChoices = 6;
const maxMissing = 20;

/** What a model wrote, as a draft. Throws `DraftRejected` for everything that is not one. */
export function readAnswer(reply: ModelReply): Pick<Drafted, "draft" | "widget"> {
  const answer = checkShape(reply);
  const draft = toDraft(answer, (detail) => rejected(reply, detail));
  if (!("widget" in answer) || answer.widget === null) return { draft };
  return { draft, widget: { type: answer.widget.type, title: plainText(answer.widget.title, limits.title) } };
}

function checkShape(reply: ModelReply): ModelAnswer {
  const { finishReason, refusal, text } = reply;
  if (refusal !== undefined) throw rejected(reply, `The model declined: ${plainText(refusal, 200)}`, refusal);
  if (finishReason === "content_filter") throw rejected(reply, "The provider's content filter stopped the answer.");
  if (finishReason === "length") throw rejected(reply, "The answer was cut off before its end.");
  if (text.trim() === "") throw rejected(reply, "The answer is empty.");
  if (text.length > limits.answer) throw rejected(reply, `The answer is longer than ${limits.answer} characters.`);
  const parsed = answerSchema.safeParse(parseJson(text, reply));
  if (!parsed.success) throw rejected(reply, `The answer does not have the expected shape: ${issuesOf(parsed.error)}.`);
  if (!isStorable(parsed.data)) throw rejected(reply, "The answer holds NUL or half of a surrogate pair.");
  return parsed.data.answer;
}

function parseJson(text: string, reply: ModelReply): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw rejected(reply, "The answer is not JSON.");
  }
}

function toDraft(answer: ModelAnswer, reject: (detail: string) => DraftRejected): Draft {
  /** A text that has to say something. */
  const said = (text: string, limit: number, name: string) => {
    const plain = plainText(text, limit);
    if (plain === "") throw reject(`"${name}" is empty.`);
    return plain;
  };
  switch (answer.kind) {
    case "metric_query": {
      const query = parseMetricAnswer(answer);
      if (!query.success) throw reject(`The metric query is not valid: ${issuesOf(query.error)}.`);
      return { kind: "metric", query: query.data };
    }
    case "sql": {
      const sql = answer.sql.trim();
      if (sql === "" || sql.length > limits.sql) throw reject(`"sql" must have 1 to ${limits.sql} characters.`);
      return { kind: "sql", sql, reading: said(answer.reading, limits.reading, "reading") };
    }
    case "clarify": {
      const choices = answer.choices.slice(0, maxChoices).map(({ label, question }) => ({
        label: said(label, limits.label, "label"),
        question: said(question, limits.question, "question"),
      }));
      if (choices.length === 0) throw reject('"choices" is empty.');
      return { kind: "clarify", message: said(answer.message, limits.message, "message"), choices };
    }
    case "refuse": {
      const leftover = answer.missing.map((word) => plainText(word, limits.word)).filter((word) => word !== "");
      return {
        kind: "refuse",
        message: said(answer.message, limits.message, "message"),
        leftover: leftover.slice(0, maxMissing),
        ...(answer.understood === null ? {} : { understood: plainText(answer.understood, limits.reading) }),
      };
    }
  }
}

function rejected(reply: ModelReply, detail: string, previous = reply.text): DraftRejected {
  const { model, tokens, cost } = reply;
  return new DraftRejected(detail, previous, {
    hint: "Answer with one JSON object of the given schema and nothing else.",
    spent: { model, ...(tokens ? { tokens } : {}), ...(cost === undefined ? {} : { cost }) },
  });
}

/** Where the shape is wrong and how; values are left out. */
function issuesOf(error: { issues: readonly { path: readonly PropertyKey[]; message: string }[] }): string {
  return plainText(
    error.issues
      .slice(0, 5)
      .map(({ path, message }) => `/${path.map(String).join("/")} ${message}`)
      .join("; "),
    300,
  );
}
