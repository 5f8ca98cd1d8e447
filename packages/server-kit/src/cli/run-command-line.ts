import { Command, CommanderError } from "commander";
import { HeddleError } from "../errors.ts";
import { SetupError } from "../setup-error.ts";
import { databaseFault } from "../sources/database-fault.ts";
import { endOfDay, wholeNumber } from "./option-values.ts";
import type { ExitCode, Terminal } from "./terminal.ts";

/** Runs one command line. Gives 0 for done, 1 for refused or failed, 2 for wrong usage. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<ExitCode | 2> {
  let exit: ExitCode | 2 = 0;
  const program = describeProgram(terminal, (code) => {
    exit = code;
  });
  try {
    await program.parseAsync(words, { from: "user" });
    return exit;
  } catch (error) {
    return complain(error, terminal);
  }
}

function complain(error: unknown, terminal: Terminal): ExitCode | 2 {
  // Commander has said already what was wrong with the words; help and version end with its code 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof HeddleError || error instanceof SetupError) {
    terminal.complain(`${error.code}: ${error.message}`);
    if (error.hint !== undefined) terminal.complain(error.hint);
    if (error instanceof HeddleError) {
      for (const { path, detail } of error.errors ?? []) terminal.complain(`  ${path} ${detail}`);
    }
    return 1;
  }
  const fault = databaseFault(error);
  if (fault.code !== "INTERNAL") return complain(fault, terminal);
  terminal.complain(`INTERNAL: ${error instanceof Error ? error.message : String(error)}`);
  return 1;
}

function describeProgram(terminal: Terminal, end: (code: ExitCode) => void): Command {
  const program = new Command("heddle")
    .description("Questions to tenant-safe answers over your own Postgres.")
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.complain(text.trimEnd()),
    })
    .addHelpText("after", "\nWithout --url a verb works on the embedded demo, and starts it where it is not running.");
  addHostVerbs(program, terminal, end);
  addTenantVerbs(program, terminal, end);
  return program;
}

type End = (code: ExitCode) => void;

const url = ["--url <url>", "the database as its owner (default: DATABASE_URL, else the embedded demo)"] as const;
const catalog = ["--catalog <file>", "a catalog in JSON (default: the sample's)"] as const;
const partner = ["--partner <id>", "id or slug of the partner"] as const;
const merchant = ["--merchant <id...>", "only these merchants (default: all of the partner)"] as const;
const json = ["--json", "print JSON"] as const;

/** Verbs of whoever runs the kit. A verb is loaded when it is called: a model's client alone takes longer than `check`. */
function addHostVerbs(program: Command, terminal: Terminal, end: End): void {
  program
    .command("dev")
    .description("serve the embedded demo")
    .option("--port <port>", "port to listen on (default: HEDDLE_PORT)")
    .option(...json)
    .action(async (options) => end(await (await import("./verbs/dev.ts")).devVerb(options, terminal)));
  program
    .command("migrate")
    .description("bring the platform's tables up to date")
    .option(...url)
    .option(...json)
    .action(async (options) => end(await (await import("./verbs/migrate.ts")).migrateVerb(options, terminal)));
  program
    .command("seed")
    .description("load the sample's rows")
    .option(...url)
    .option("--seed <text>", "another sample of the same shape")
    .option("--date <day>", "the sample's last day, as 2026-11-21 (default: today)", endOfDay)
    .option("--payments <count>", "about how many payments (default: 200000)", wholeNumber)
    .option("--force", "load again what is there already")
    .option(...json)
    .action(async (options) => end(await (await import("./verbs/seed.ts")).seedVerb(options, terminal)));
  program
    .command("protect")
    .description("print or apply the roles, policies and grants that keep tenants apart")
    .option(...url)
    .option(...catalog)
    .option("--apply", "apply them instead of printing them")
    .action(async (options) => end(await (await import("./verbs/protect.ts")).protectVerb(options, terminal)));
}

/** Verbs that judge or run SQL and questions of one tenant. */
function addTenantVerbs(program: Command, terminal: Terminal, end: End): void {
  program
    .command("check")
    .description("judge each {id, sql} line of standard input, without a database")
    .option(...catalog)
    .option(...partner)
    .option(...merchant)
    .option(...json)
    .action(async (options) => end(await (await import("./verbs/check.ts")).checkVerb(options, terminal)));
  program
    .command("query")
    .description("run SQL for one tenant; without SQL, each {id, sql} line of standard input")
    .argument("[sql]")
    .requiredOption(...partner)
    .option(...merchant)
    .option(...url)
    .option(...catalog)
    .option(...json)
    .action(async (sql, options) => end(await (await import("./verbs/query.ts")).queryVerb(sql, options, terminal)));
  program
    .command("ask")
    .description("answer a question for one tenant; without one, each {id, question} line of standard input")
    .argument("[question]")
    .requiredOption(...partner)
    .option(...merchant)
    .option("--time-zone <zone>", "IANA zone of the asker (default: the catalog's)")
    .option(...url)
    .option(...catalog)
    .option(...json)
    .action(async (question, options) =>
      end(await (await import("./verbs/ask.ts")).askVerb(question, options, terminal)),
    );
}
