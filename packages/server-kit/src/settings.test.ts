import { describe, expect, test } from "vitest";
import { readSettings, settingsReference, type Environment } from "./settings.ts";
import { SetupError } from "./setup-error.ts";

const secret = "s".repeat(43);

function problemsOf(environment: Environment): string[] {
  try {
    readSettings(environment);
  } catch (error) {
    if (!(error instanceof SetupError) || error.code !== "SETTINGS_INVALID") throw error;
    return error.message
      .split("\n")
      .slice(1)
      .map((line) => line.trim());
  }
  return [];
}

describe("settings", () => {
  test("an empty environment gives the embedded demo without a model", () => {
    expect(readSettings({})).toEqual({
      databaseUrl: null,
      readerUrl: null,
      directory: ".heddle",
      secret: null,
      host: "127.0.0.1",
      port: 4400,
      model: null,
      statementTimeoutMs: 10_000,
      rowCap: 10_000,
      logLevel: "info",
    });
  });

  test("empty variables count as absent", () => {
    expect(readSettings({ DATABASE_URL: "", HEDDLE_PORT: "  ", OPENAI_API_KEY: "" })).toEqual(readSettings({}));
  });

  test("reads what is given", () => {
    const settings = readSettings({
      DATABASE_URL: "postgres://owner:pw@db/app",
      HEDDLE_SECRET: secret,
      HEDDLE_PORT: "0",
      HEDDLE_ROW_CAP: " 50 ",
      LOG_LEVEL: "silent",
    });
    expect(settings).toMatchObject({
      databaseUrl: "postgres://owner:pw@db/app",
      secret,
      port: 0,
      rowCap: 50,
      logLevel: "silent",
    });
  });

  test("says all that is wrong at once, and no value", () => {
    const environment = {
      DATABASE_URL: "mysql://root:hunter2@db/app",
      HEDDLE_SECRET: "hunter2",
      HEDDLE_PORT: "70000",
      HEDDLE_HOST: "hunter2 hunter2",
      HEDDLE_MODEL_URL: "hunter2",
      HEDDLE_MODEL_TIMEOUT_MS: "1e4",
      HEDDLE_ROW_CAP: "-1",
      LOG_LEVEL: "hunter2",
    };
    const problems = problemsOf(environment);
    expect(new Set(problems.map((problem) => problem.split(":")[0]))).toEqual(new Set(Object.keys(environment)));
    expect(problems.join()).not.toContain("hunter2");
    expect(problems).toContain("HEDDLE_PORT: expected a whole number from 0 to 65535");
  });

  test.each([
    ["a database without the secret", { DATABASE_URL: "postgres://db/app" }, ["HEDDLE_SECRET"]],
    ["a reader without the database", { HEDDLE_READER_URL: "postgres://db/app" }, ["HEDDLE_READER_URL"]],
    [
      "half of Azure",
      { AZURE_OPENAI_ENDPOINT: "https://a.example" },
      ["AZURE_OPENAI_API_KEY", "AZURE_OPENAI_DEPLOYMENT"],
    ],
    ["a short secret", { HEDDLE_SECRET: "s".repeat(42) }, ["HEDDLE_SECRET"]],
  ])("refuses %s", (_, environment, names) => {
    expect(problemsOf(environment).map((problem) => problem.split(":")[0])).toEqual(names);
  });

  test("takes the model that was named most particularly", () => {
    const openAi = { OPENAI_API_KEY: "k" };
    const azure = {
      AZURE_OPENAI_ENDPOINT: "https://a.example",
      AZURE_OPENAI_API_KEY: "a",
      AZURE_OPENAI_DEPLOYMENT: "d",
    };
    const named = { HEDDLE_MODEL_URL: "http://localhost:11434/v1", HEDDLE_MODEL: "small" };
    const common = { model: "gpt-5.4-mini", timeoutMs: 20_000 };
    expect(readSettings(openAi).model).toEqual({ ...common, apiKey: "k" });
    expect(readSettings({ ...openAi, OPENAI_BASE_URL: "https://p.example/v1" }).model).toEqual({
      ...common,
      apiKey: "k",
      baseUrl: "https://p.example/v1",
    });
    expect(readSettings({ ...openAi, ...azure }).model).toEqual({
      ...common,
      apiKey: "a",
      azure: { endpoint: "https://a.example", deployment: "d", apiVersion: "2024-10-21" },
    });
    expect(readSettings({ ...azure, ...named }).model).toEqual({
      ...common,
      model: "small",
      baseUrl: "http://localhost:11434/v1",
    });
  });

  test("the reference names each variable once, with its meaning", () => {
    expect(new Set(settingsReference.map((entry) => entry.name)).size).toBe(settingsReference.length);
    expect(settingsReference).toContainEqual({
      name: "HEDDLE_ROW_CAP",
      meaning: "Most rows of one result.",
      default: "10000",
    });
  });
});
