import * as z from "zod";
import { SetupError } from "./setup-error.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** How to reach a language model; see `createOpenAiModel`. */
export interface ModelSettings {
  readonly model: string;
  readonly apiKey?: string;
  readonly baseUrl?: string;
  readonly azure?: { endpoint: string; deployment: string; apiVersion: string };
  readonly timeoutMs: number;
}

export interface Settings {
  /** The host's own database; `null`: the embedded one. */
  readonly databaseUrl: string | null;
  readonly readerUrl: string | null;
  /** Of the embedded database; relative to the working directory. */
  readonly directory: string;
  /** Base64url, at least 32 bytes; `null` only without `databaseUrl`. */
  readonly secret: string | null;
  readonly host: string;
  /** 0: any free one. */
  readonly port: number;
  /** `null`: the planner answers alone. */
  readonly model: ModelSettings | null;
  readonly statementTimeoutMs: number;
  readonly rowCap: number;
  readonly logLevel: Values["LOG_LEVEL"];
}

/** One variable of the environment. */
interface Variable<T> {
  readonly meaning: string;
  /** What a value has to look like, for whoever got it wrong. */
  readonly expected: string;
  readonly fallback: string | null;
  readonly schema: z.ZodType<T, string | null>;
}

function variable<T>(meaning: string, expected: string, fallback: string, schema: z.ZodType<T, string>): Variable<T> {
  return {
    meaning,
    expected,
    fallback,
    schema: z.preprocess((value) => value ?? "", schema) as z.ZodType<T, string | null>,
  };
}

function optional<T>(meaning: string, expected: string, schema: z.ZodType<T, string>): Variable<T | null> {
  return { meaning, expected, fallback: null, schema: schema.nullable() };
}

const text = z.string();
const secretText = z.string().regex(/^[\w-]{43,}$/);
const databaseUrl = z.string().refine((value) => isUrl(value, ["postgres:", "postgresql:"]));
const webUrl = z.string().refine((value) => isUrl(value, ["http:", "https:"]));

function isUrl(value: string, protocols: readonly string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function whole(low: number, high: number): z.ZodType<number, string> {
  return z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .refine((value) => value >= low && value <= high);
}

const address = "an address such as postgresql://user:password@host:5432/database";
const webAddress = "an address such as https://host/v1";

/** Every variable of the environment that Heddle reads, in the order of the reference. */
const variables = {
  DATABASE_URL: optional(
    "PostgreSQL 15 or newer as the owner of the tables. Without it an embedded one is started.",
    address,
    databaseUrl,
  ),
  HEDDLE_READER_URL: optional(
    "The same database as the restricted role that reads for tenants. Without it that role and its password follow from HEDDLE_SECRET.",
    address,
    databaseUrl,
  ),
  HEDDLE_SECRET: optional(
    "All keys are derived from it. Needed with DATABASE_URL; an embedded database keeps its own in its directory.",
    "at least 32 random bytes, base64url: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
    secretText,
  ),
  HEDDLE_DIRECTORY: variable("Holds the embedded database, its log and its secrets.", "a path", ".heddle", text),
  HEDDLE_HOST: variable(
    "The interface to listen on; 0.0.0.0 is all.",
    "a name or an IP address",
    "127.0.0.1",
    z.string().regex(/^[\w.:-]+$/),
  ),
  HEDDLE_PORT: variable(
    "The port to listen on; 0 is any free one.",
    "a whole number from 0 to 65535",
    "4400",
    whole(0, 65_535),
  ),
  HEDDLE_MODEL_URL: optional("A server that speaks OpenAI's protocol, used before any other.", webAddress, webUrl),
  AZURE_OPENAI_ENDPOINT: optional(
    "An Azure OpenAI resource, used before OpenAI.",
    "an address such as https://name.openai.azure.com",
    webUrl,
  ),
  AZURE_OPENAI_API_KEY: optional("Its key.", "a key", text),
  AZURE_OPENAI_DEPLOYMENT: optional("Its deployment.", "the name of a deployment", text),
  AZURE_OPENAI_API_VERSION: variable(
    "Its interface's version.",
    "a date, with -preview or without",
    "2024-10-21",
    z.string().regex(/^\d{4}-\d\d-\d\d(-preview)?$/),
  ),
  OPENAI_API_KEY: optional(
    "A key of OpenAI, or of the server in HEDDLE_MODEL_URL. Without any model the planner answers alone.",
    "a key",
    text,
  ),
  OPENAI_BASE_URL: optional("Stands for OpenAI's address.", webAddress, webUrl),
  HEDDLE_MODEL: variable("The model.", "the name of a model", "gpt-5.4-mini", text),
  HEDDLE_MODEL_TIMEOUT_MS: variable(
    "For one call to the model with its retries, milliseconds.",
    "a whole number from 100 to 600000",
    "20000",
    whole(100, 600_000),
  ),
  HEDDLE_STATEMENT_TIMEOUT_MS: variable(
    "For one query of a tenant, milliseconds.",
    "a whole number from 10 to 600000",
    "10000",
    whole(10, 600_000),
  ),
  HEDDLE_ROW_CAP: variable(
    "Most rows of one result.",
    "a whole number from 1 to 1000000",
    "10000",
    whole(1, 1_000_000),
  ),
  LOG_LEVEL: variable(
    "What is logged.",
    "fatal, error, warn, info, debug, trace or silent",
    "info",
    z.enum(["fatal", "error", "warn", "info", "debug", "trace", "silent"]),
  ),
} as const satisfies Record<string, Variable<unknown>>;

type VariableName = keyof typeof variables;
type Values = { [Name in VariableName]: (typeof variables)[Name] extends Variable<infer T> ? T : never };

/** For the documentation: every variable with its meaning and default. */
export const settingsReference: readonly { name: string; meaning: string; default: string | null }[] = Object.entries(
  variables,
).map(([name, { meaning, fallback }]) => ({ name, meaning, default: fallback }));

/**
 * Reads the settings from an environment. An empty variable counts as absent. All that is wrong is said at once, by
 * name; values are never repeated, for they may be secrets.
 *
 * @throws SetupError `SETTINGS_INVALID`
 * @example
 * const settings = readSettings(process.env);
 */
export function readSettings(environment: Environment): Settings {
  const problems: string[] = [];
  const values = readValues(environment, problems);
  problems.push(...missingTogether(environment, values));
  if (problems.length > 0) {
    throw new SetupError(
      "SETTINGS_INVALID",
      ["The settings cannot be used:", ...problems.map((problem) => `  ${problem}`)].join("\n"),
      {
        hint: "Set these variables of the environment.",
      },
    );
  }
  return {
    databaseUrl: values.DATABASE_URL,
    readerUrl: values.HEDDLE_READER_URL,
    directory: values.HEDDLE_DIRECTORY,
    secret: values.HEDDLE_SECRET,
    host: values.HEDDLE_HOST,
    port: values.HEDDLE_PORT,
    model: modelSettings(values),
    statementTimeoutMs: values.HEDDLE_STATEMENT_TIMEOUT_MS,
    rowCap: values.HEDDLE_ROW_CAP,
    logLevel: values.LOG_LEVEL,
  };
}

function readValues(environment: Environment, problems: string[]): Values {
  const entries = Object.entries(variables).map(([name, { schema, expected, fallback }]) => {
    const parsed = schema.safeParse(given(environment, name) ?? fallback);
    if (!parsed.success) problems.push(`${name}: expected ${expected}`);
    return [name, parsed.success ? parsed.data : null];
  });
  return Object.fromEntries(entries) as Values;
}

function given(environment: Environment, name: string): string | undefined {
  const value = environment[name]?.trim();
  return value === "" ? undefined : value;
}

/** Variables that make sense only with others. A wrong one counts as given: it is complained about already. */
function missingTogether(environment: Environment, values: Values): string[] {
  const has = (name: VariableName) => given(environment, name) !== undefined;
  const problems: string[] = [];
  if (has("DATABASE_URL") && !has("HEDDLE_SECRET")) {
    problems.push(`HEDDLE_SECRET: needed with DATABASE_URL; expected ${variables.HEDDLE_SECRET.expected}`);
  }
  if (has("HEDDLE_READER_URL") && !has("DATABASE_URL"))
    problems.push("HEDDLE_READER_URL: makes sense only with DATABASE_URL");
  const azure = ["AZURE_OPENAI_ENDPOINT", "AZURE_OPENAI_API_KEY", "AZURE_OPENAI_DEPLOYMENT"] as const;
  if (values.AZURE_OPENAI_ENDPOINT !== null || has("AZURE_OPENAI_DEPLOYMENT")) {
    problems.push(
      ...azure.filter((name) => !has(name)).map((name) => `${name}: needed with the other variables of Azure`),
    );
  }
  return problems;
}

/** The most particular wins: a server that was named, then Azure, then OpenAI. */
function modelSettings(values: Values): ModelSettings | null {
  const common = { model: values.HEDDLE_MODEL, timeoutMs: values.HEDDLE_MODEL_TIMEOUT_MS };
  const {
    AZURE_OPENAI_ENDPOINT: endpoint,
    AZURE_OPENAI_API_KEY: azureKey,
    AZURE_OPENAI_DEPLOYMENT: deployment,
  } = values;
  const apiKey = values.OPENAI_API_KEY ?? undefined;
  const baseUrl = values.HEDDLE_MODEL_URL ?? undefined;
  if (baseUrl !== undefined) return { ...common, baseUrl, ...(apiKey === undefined ? {} : { apiKey }) };
  if (endpoint !== null && azureKey !== null && deployment !== null) {
    return {
      ...common,
      apiKey: azureKey,
      azure: { endpoint, deployment, apiVersion: values.AZURE_OPENAI_API_VERSION },
    };
  }
  if (apiKey === undefined) return null;
  return { ...common, apiKey, ...(values.OPENAI_BASE_URL === null ? {} : { baseUrl: values.OPENAI_BASE_URL }) };
}
