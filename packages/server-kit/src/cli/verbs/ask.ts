import { randomUUID } from "node:crypto";
import type { Answer, Problem } from "@heddle/sdk/contract";
import type { TenantScope } from "../../tenancy/tenant-scope.ts";
import { jsonLines } from "../json-lines.ts";
import { openKit } from "../open-kit.ts";
import type { Kit, KitOptions } from "../open-kit.ts";
import type { ExitCode, Terminal } from "../terminal.ts";
import { textTable } from "../text-table.ts";

export interface AskVerbOptions extends KitOptions {
  partner: string;
  merchant?: string[];
  timeZone?: string;
  json?: boolean;
}

type Outcome = Answer | { question: string; outcome: "problem"; problem: Problem };

/** `heddle ask`: one question, or one for each `{ id, question }` line of standard input. */
export async function askVerb(
  question: string | undefined,
  options: AskVerbOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const kit = await openKit(options, terminal);
  try {
    const scope = await kit.scopeOf(options.partner, options.merchant ?? []);
    if (question === undefined) return await askLines(kit, scope, options, terminal);
    const outcome = await askOne(kit, scope, question, options, terminal);
    if (options.json === true) terminal.print(JSON.stringify(forMachines(outcome), null, 2));
    else for (const line of forPeople(outcome)) terminal.print(line);
    return outcome.outcome === "answer" ? 0 : 1;
  } finally {
    await kit.close();
  }
}

async function askLines(kit: Kit, scope: TenantScope, options: AskVerbOptions, terminal: Terminal): Promise<ExitCode> {
  let exit: ExitCode = 0;
  for await (const line of jsonLines(terminal.input)) {
    const { id = null, question } = line.ok ? line.value : {};
    if (typeof question !== "string") {
      terminal.print(JSON.stringify({ id, outcome: "problem", detail: "Expected an object with a question." }));
      exit = 1;
      continue;
    }
    const outcome = await askOne(kit, scope, question, options, terminal);
    terminal.print(JSON.stringify({ id, ...forMachines(outcome) }));
    if (outcome.outcome !== "answer") exit = 1;
  }
  return exit;
}

async function askOne(
  kit: Kit,
  scope: TenantScope,
  question: string,
  { timeZone }: AskVerbOptions,
  { signal }: Terminal,
): Promise<Outcome> {
  const request = { question, ...(timeZone === undefined ? {} : { timeZone }) };
  for await (const event of kit.ask(request, scope, { correlationId: randomUUID(), signal })) {
    if (event.type === "answer") return event.answer;
    if (event.type === "problem") return { question, outcome: "problem", problem: event.problem };
  }
  throw new Error("The ask ended without an answer.");
}

function forMachines(outcome: Outcome): Record<string, unknown> {
  // `id` is the line's; an ask's own stands in its receipt.
  if (outcome.outcome === "problem") return outcome;
  if (outcome.outcome !== "answer") return Object.fromEntries(Object.entries(outcome).filter(([key]) => key !== "id"));
  const { question, provenance, reading, draft, sql, columns, rows, truncated, widget, receipt } = outcome;
  return { question, outcome: "answer", provenance, reading, draft, sql, columns, rows, truncated, widget, receipt };
}

function forPeople(outcome: Outcome): string[] {
  switch (outcome.outcome) {
    case "answer":
      return [
        outcome.reading,
        "",
        ...textTable(outcome.columns, outcome.rows),
        "",
        `${outcome.rows.length} row(s)${outcome.truncated ? ", cut" : ""} · ${outcome.provenance} · drawn as ${outcome.widget.type}`,
        "",
        outcome.sql,
      ];
    case "clarify":
      return [outcome.message, ...outcome.choices.map(({ label, question }) => `  ${label}: ${question}`)];
    case "refuse":
      return [outcome.message, ...hintOf(outcome.problem)];
    case "problem":
      return [`${outcome.problem.code}: ${outcome.problem.detail}`, ...hintOf(outcome.problem)];
  }
}

function hintOf({ hint }: Problem): string[] {
  return hint === undefined ? [] : [hint];
}
