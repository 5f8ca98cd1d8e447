import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { seedSample } from "../sample/seed.ts";
import { startEmbedded } from "../sources/embedded.ts";
import { sampleNow, samplePayments } from "./sample-moment.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The superuser's URL of the server that all tests share. */
    postgresUrl: string;
    /** A database with the sample's rows, to be copied and never connected to. */
    sampleTemplate: string;
  }
}

interface Server {
  url: string;
  stop(): Promise<void>;
}

/**
 * Vitest calls it once for all tests against Postgres: one server in a directory of its own, with a template database
 * that holds a small sample. `HEDDLE_TEST_DATABASE_URL` names another server, of another version for example, by a URL
 * of a superuser. Nothing is left behind, whether the tests end or are interrupted.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env["HEDDLE_TEST_DATABASE_URL"];
  const server = given === undefined || given === "" ? await startTemporary() : { url: given, stop: async () => undefined };
  const template = `heddle_sample_${process.pid}`;
  let ended: Promise<void> | undefined;
  const teardown = () => (ended ??= dropDatabase(server.url, template).finally(() => server.stop()));
  stopOnSignals(teardown);
  try {
    await createSampleTemplate(server.url, template);
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide("postgresUrl", server.url);
  project.provide("sampleTemplate", template);
  return teardown;
}

async function startTemporary(): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), "heddle-test-"));
  // Where root runs the tests another user runs Postgres, and has to get in.
  await chmod(directory, 0o711);
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 5 });
  try {
    const server = await startEmbedded({ directory, databases: [] });
    return { url: server.url("postgres"), stop: () => server.stop().finally(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function createSampleTemplate(adminUrl: string, template: string): Promise<void> {
  await withClient(adminUrl, (client) => client.query(`create database ${client.escapeIdentifier(template)}`));
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  await seedSample(url.href, { date: sampleNow, payments: samplePayments });
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, (client) => client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`));
}

async function withClient(url: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}

/** Vitest does not tear down when it is interrupted. */
function stopOnSignals(teardown: () => Promise<void>): void {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => {
      void teardown().finally(() => process.kill(process.pid, signal));
    });
  }
}
