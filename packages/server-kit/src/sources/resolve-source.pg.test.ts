import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterEach, beforeEach, expect, test } from "vitest";
import { deriveKeys } from "../secrets.ts";
import type { startEmbedded } from "./embedded.ts";
import { joinEmbedded } from "./join-embedded.ts";
import { resolveSource, type Source } from "./resolve-source.ts";

let directory: string;
const sources: Source[] = [];

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "heddle-source-"));
  await chmod(directory, 0o711);
});
afterEach(async () => {
  for (const source of sources.splice(0).toReversed()) await source.stop();
  await rm(directory, { recursive: true, force: true });
});

async function resolve(open?: typeof startEmbedded): Promise<Source> {
  const source = await resolveSource({ databaseUrl: null, readerUrl: null, secret: null, directory }, undefined, open);
  sources.push(source);
  return source;
}

async function userOf(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ name: string }>("select current_user || '@' || current_database() as name")).rows[0]
      ?.name;
  } finally {
    await client.end();
  }
}

test("without an address it starts an embedded server, whose reader can connect once there is one", async () => {
  const source = await resolve();
  expect(source.embedded).toBe(true);
  expect(await userOf(source.ownerUrl)).toBe("postgres@heddle");
  const owner = new pg.Client({ connectionString: source.ownerUrl });
  await owner.connect();
  await owner.query(`create role heddle_reader login password '${deriveKeys(source.secret).readerPassword}'`);
  await owner.end();
  expect(await userOf(source.readerUrl)).toBe("heddle_reader@heddle");
});

test("a verb beside a running demo uses its server and leaves it running", async () => {
  const demo = await resolve();
  const verb = await resolve(joinEmbedded);
  expect(verb.ownerUrl).toBe(demo.ownerUrl);
  expect(verb.secret).toBe(demo.secret);
  await verb.stop();
  expect(await userOf(demo.ownerUrl)).toBe("postgres@heddle");
  await expect(resolve()).rejects.toMatchObject({ code: "EMBEDDED_IN_USE" });
});

test("a verb alone starts the server and stops it", async () => {
  const verb = await resolve(joinEmbedded);
  expect(await userOf(verb.ownerUrl)).toBe("postgres@heddle");
  await verb.stop();
  await expect(userOf(verb.ownerUrl)).rejects.toMatchObject({ code: "ECONNREFUSED" });
});

const secret = "s".repeat(43);
const readerPassword = encodeURIComponent(deriveKeys(secret).readerPassword);

test.each([
  [
    "an address",
    "postgresql://owner:hunter2@db:5433/app?sslmode=verify-full",
    `postgresql://db:5433/app?sslmode=verify-full&user=heddle_reader&password=${readerPassword}`,
  ],
  [
    "a socket",
    "postgresql:///app?host=/run/postgresql&user=owner&password=hunter2",
    `postgresql:///app?host=%2Frun%2Fpostgresql&user=heddle_reader&password=${readerPassword}`,
  ],
])(
  "the reader of %s of one's own is the restricted role, and the owner's password is not in it",
  async (_, databaseUrl, readerUrl) => {
    const source = await resolveSource({ databaseUrl, readerUrl: null, secret, directory });
    expect(source).toMatchObject({ ownerUrl: databaseUrl, readerUrl, embedded: false });
  },
);

test("a reader that is named is used as it is", async () => {
  const source = await resolveSource({
    databaseUrl: "postgres://db/app",
    readerUrl: "postgres://mine@pooler/app",
    secret,
    directory,
  });
  expect(source.readerUrl).toBe("postgres://mine@pooler/app");
});
