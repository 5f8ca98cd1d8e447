import { rmSync } from "node:fs";
import { chmod, mkdtemp } from "node:fs/promises";
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
 * of a superuser. Nothing is left behind, whether the tests end or are interrupted (but for the template on a server
 * that was named, when interrupted).
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const template = `heddle_sample_${process.pid}`;
  const server = await start(template);
  project.provide("postgresUrl", server.url);
  project.provide("sampleTemplate", template);
  return () => tearDown(server, template);
}

async function start(template: string): Promise<Server> {
  const given = process.env["HEDDLE_TEST_DATABASE_URL"];
  const server =
    given === undefined || given === "" ? await startTemporary() : { url: given, stop: async () => undefined };
  try {
    await createSampleTemplate(server.url, template);
    return server;
  } catch (error) {
    await tearDown(server, template);
    throw error;
  }
}

async function tearDown(server: Server, template: string): Promise<void> {
  try {
    await dropDatabase(server.url, template);
  } finally {
    await server.stop();
  }
}

async function startTemporary(): Promise<Server> {
  const directory = await mkdtemp(join(tmpdir(), "heddle-test-"));
  // Where root runs the tests another user runs Postgres, and has to get in.
  await chmod(directory, 0o711);
  // Vitest gives an interrupted run a millisecond to clean up. The server goes by itself: its supervisor sees to it.
  const remove = () => rmSync(directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 });
  process.once("exit", remove);
  const server = await startEmbedded({ directory, databases: [] });
  const stop = async () => {
    await server.stop();
    remove();
    process.off("exit", remove);
  };
  return { url: server.url("postgres"), stop };
}

async function createSampleTemplate(adminUrl: string, template: string): Promise<void> {
  await withClient(adminUrl, (client) => client.query(`create database ${client.escapeIdentifier(template)}`));
  const url = new URL(adminUrl);
  url.pathname = `/${template}`;
  await seedSample(url.href, { date: sampleNow, payments: samplePayments });
}

async function dropDatabase(adminUrl: string, name: string): Promise<void> {
  await withClient(adminUrl, (client) =>
    client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`),
  );
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
