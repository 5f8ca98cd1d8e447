import { HeddleError } from "../errors.ts";

/** A query the database refused. `sqlState` is Postgres' code; `repair` may be shown to a model, not to a person. */
export class QueryFailed extends HeddleError {
  readonly sqlState: string;
  readonly repair: string;

  constructor(sqlState: string, repair: string, cause: unknown) {
    super("QUERY_FAILED", "The database could not run the query.", {
      hint: `It answered with SQLSTATE ${sqlState}.`,
      cause,
    });
    this.sqlState = sqlState;
    this.repair = repair;
  }
}

/** Connection failures by Node's code. */
const unreachable = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOTFOUND",
  "ETIMEDOUT",
  "EPIPE",
  "EHOSTUNREACH",
  "ENOENT",
]);

/**
 * A failure of the database as an error of ours. The database's own words are kept as the cause: they can hold values
 * of rows. Only those of class 42 (syntax and types) come from the SQL alone and may be repeated to a model.
 */
export function databaseFault(error: unknown): HeddleError {
  if (error instanceof HeddleError) return error;
  const { code, message } = codeAndMessage(error);
  if (code === "57014") {
    return new HeddleError("QUERY_TIMEOUT", "The query took too long.", {
      hint: "Ask for a shorter range or fewer groups.",
      cause: error,
    });
  }
  if (code === "HD001")
    return new HeddleError("SCOPE_REJECTED", "The database did not accept the tenant scope.", { cause: error });
  if (code === "53300") return new HeddleError("DB_BUSY", "The database takes no more connections.", { cause: error });
  if (code?.startsWith("28") === true) {
    return new HeddleError("DB_UNAVAILABLE", "The database does not let the reader in.", {
      hint: "Whoever runs the server has to protect the database first: heddle protect --apply.",
      cause: error,
    });
  }
  if (code === undefined && !/connection|timeout|terminated/i.test(message)) {
    return new HeddleError("INTERNAL", "The request could not be completed.", { cause: error });
  }
  if (code === undefined || unreachable.has(code) || /^(08|57P|3D)/.test(code)) {
    return new HeddleError("DB_UNAVAILABLE", "The database cannot be reached.", {
      hint: "Try again in a moment.",
      cause: error,
    });
  }
  return new QueryFailed(code, code.startsWith("42") ? message : `SQLSTATE ${code}`, error);
}

function codeAndMessage(error: unknown): { code: string | undefined; message: string } {
  if (!(error instanceof Error)) return { code: undefined, message: "" };
  if (error instanceof AggregateError && error.errors[0] instanceof Error) return codeAndMessage(error.errors[0]);
  const code = "code" in error && typeof error.code === "string" ? error.code : undefined;
  return { code, message: error.message };
}
