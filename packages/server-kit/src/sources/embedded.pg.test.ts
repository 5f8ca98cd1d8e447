import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmod, chown, constants, copyFile, mkdtemp, readdir, readlink, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { holdEmbedded, isRunning, postgresOf, supervisorsOf, type Holder } from "../testing/embedded-holder.ts";
import { startEmbedded, type EmbeddedServer } from "./embedded.ts";

const root = process.getuid?.() === 0;
/** `nobody` in Debian and elsewhere; what matters is that it is not root. */
const somebody = { uid: 65_534, gid: 65_534 };
const sourcesReadable =
  spawnSync("/bin/sh", ["-c", 'test -r "$0"', import.meta.filename], root ? somebody : {}).status === 0;

// Programs and servers are started one after another: seconds where nobody else works, a minute where many do.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 });

/** A directory with a stopped server, for tests that want one that was there before: making one takes longest. */
let pattern: string;
let directory: string;
const servers: EmbeddedServer[] = [];
const holders: Holder[] = [];

beforeAll(async () => {
  pattern = await makeDirectory();
  await (await startEmbedded({ directory: pattern })).stop();
});
afterAll(() => rm(pattern, { recursive: true, force: true }));
beforeEach(async () => {
  directory = await makeDirectory();
});
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.stop()));
  const postgres = await postgresOf(directory).catch(() => null);
  await Promise.all(holders.splice(0).map((holder) => holder.end("SIGKILL")));
  if (postgres !== null) await untilGone(postgres);
  await rm(directory, { recursive: true, force: true });
});

async function makeDirectory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "heddle-embedded-"));
  // As a project's directory is: others may enter.
  await chmod(made, 0o755);
  return made;
}

/** As it was, owners included. */
async function copyPattern(): Promise<void> {
  const copying = spawn("cp", ["-a", `${pattern}/.`, directory], { stdio: "inherit" });
  expect(await once(copying, "exit")).toEqual([0, null]);
}

async function start(): Promise<EmbeddedServer> {
  const server = await startEmbedded({ directory });
  servers.push(server);
  return server;
}

async function hold(
  ...options: Parameters<typeof holdEmbedded> extends [string, ...infer Rest] ? Rest : never
): Promise<Holder> {
  const holder = await holdEmbedded(directory, ...options);
  holders.push(holder);
  return holder;
}

async function ask<Row extends pg.QueryResultRow>(url: string | undefined, query: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url ?? "" });
  client.on("error", () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(query)).rows;
  } finally {
    await client.end();
  }
}

async function untilGone(pid: number): Promise<void> {
  await vi.waitFor(() => expect(isRunning(pid)).toBe(false), { timeout: 60_000, interval: 20 });
}

describe("a server of one's own", () => {
  test("keeps its rows from start to start, on ports of its choice", async () => {
    const first = await start();
    await ask(first.url("heddle"), "create table kept as select 42 as value");
    await first.stop();
    await first.stop();
    const second = await start();
    expect(await ask(second.url("heddle"), "select value from kept")).toEqual([{ value: 42 }]);
    expect(new URL(second.url("heddle")).hostname).toBe("127.0.0.1");
  });

  test("is the same on every machine, whatever its locale and zone", async () => {
    const env = {
      ...process.env,
      LC_ALL: "tr_TR.UTF-8",
      LANG: "tr_TR.UTF-8",
      TZ: "Asia/Tokyo",
      PGTZ: "Asia/Tokyo",
      PGPORT: "1",
      PGOPTIONS: "-c search_path=nowhere",
    };
    const { answer } = await hold({ env });
    const rows = await ask(
      answer.url,
      `select current_setting('timezone') as zone, pg_encoding_to_char(encoding) as encoding, datlocprovider as provider,
         datlocale as locale, upper('iñß') as upper, to_char(timestamptz '2026-11-21 12:00Z', 'HH24') as hour,
         current_setting('fsync') as fsync
       from pg_database where datname = current_database()`,
    );
    expect(rows).toEqual([
      { zone: "UTC", encoding: "UTF8", provider: "b", locale: "C.UTF-8", upper: "IÑß", hour: "12", fsync: "on" },
    ]);
  });

  test("lets nobody in without the password, and has no other door", async () => {
    const server = await start();
    const url = new URL(server.url("heddle"));
    url.password = "guess";
    await expect(ask(url.href, "select 1")).rejects.toMatchObject({ code: "28P01" });
    const [row] = await ask<{ sockets: string; addresses: string; hash: string }>(
      server.url("heddle"),
      `select current_setting('unix_socket_directories') as sockets, current_setting('listen_addresses') as addresses,
         left(rolpassword, 13) as hash from pg_authid where rolname = 'postgres'`,
    );
    expect(row).toEqual({ sockets: "", addresses: "127.0.0.1", hash: "SCRAM-SHA-256" });
    expect((await stat(join(directory, "secrets.json"))).mode & 0o077).toBe(0);
    expect((await stat(join(directory, "postgres"))).mode & 0o077).toBe(0);
  });

  test("makes the databases it is asked for, whatever they are called", async () => {
    const name = 'it\'s "mine" ü';
    const server = await startEmbedded({ directory, databases: ["heddle", name] });
    servers.push(server);
    expect(await ask(server.url(name), "select current_database() as name")).toEqual([{ name }]);
    await ask(server.url("heddle"), `create role "a b" login password 'p:/@ ?'`);
    const role = server.url("heddle", { name: "a b", password: "p:/@ ?" });
    expect(await ask(role, "select current_user as name")).toEqual([{ name: "a b" }]);
  });

  test("leaves nothing half-made where it was made", async () => {
    await start();
    expect((await readdir(directory)).toSorted()).toEqual(["postgres", "postgres.log", "secrets.json"]);
  });
});

describe("one process at a time", () => {
  test("a second one is refused and told by whom; the first goes on", async () => {
    await copyPattern();
    const server = await start();
    const { answer } = await hold();
    expect(answer).toMatchObject({ code: "EMBEDDED_IN_USE" });
    expect(answer.message).toContain(`heddle ${process.pid}`);
    await expect(startEmbedded({ directory })).rejects.toMatchObject({ code: "EMBEDDED_IN_USE" });
    expect(await ask(server.url("heddle"), "select 1 as one")).toEqual([{ one: 1 }]);
  });

  test("of those that start a new directory at the same moment, one wins", async () => {
    const answers = (await Promise.all([hold(), hold()])).map(({ answer }) => answer.code ?? "started");
    expect(answers.toSorted()).toEqual(["EMBEDDED_IN_USE", "started"]);
  });
});

describe("after a kill", () => {
  beforeEach(copyPattern);

  async function holdWithRow(): Promise<{ holder: Holder; postgres: number }> {
    const holder = await hold();
    await ask(holder.answer.url, "create table kept as select 42 as value");
    return { holder, postgres: await postgresOf(directory) };
  }

  /** Starts again and reads what was committed before. */
  async function keptRow(): Promise<unknown> {
    const server = await start();
    return ask(server.url("heddle"), "select value from kept");
  }
  const row = [{ value: 42 }];

  test.each(["SIGTERM", "SIGINT", "SIGHUP", "SIGKILL"] as const)(
    "%s to the program leaves no Postgres",
    async (signal) => {
      const { holder, postgres } = await holdWithRow();
      await holder.end(signal);
      await untilGone(postgres);
      expect(await keptRow()).toEqual(row);
    },
  );

  test("a start right after kill -9 waits for the old server", async () => {
    const { holder } = await holdWithRow();
    await holder.end("SIGKILL");
    expect(await keptRow()).toEqual(row);
  });

  test("kill -9 of Postgres is noticed, and it starts again", async () => {
    const messages: string[] = [];
    const server = await startEmbedded({ directory, log: (message) => messages.push(message) });
    await ask(server.url("heddle"), "create table kept as select 42 as value");
    const postgres = await postgresOf(directory);
    process.kill(postgres, "SIGKILL");
    await vi.waitFor(() => expect(messages.at(-1)).toContain("ended unexpectedly"), { timeout: 60_000 });
    await server.stop();
    expect(await keptRow()).toEqual(row);
  });

  test("kill -9 of everything at once", async () => {
    const { holder, postgres } = await holdWithRow();
    process.kill(postgres, "SIGKILL");
    await holder.end("SIGKILL");
    expect(await keptRow()).toEqual(row);
  });

  test.runIf(process.platform === "linux")(
    "a Postgres that lost program and supervisor is taken over (needs /proc)",
    async () => {
      const { holder, postgres } = await holdWithRow();
      const supervisors = await supervisorsOf(postgres);
      expect(supervisors).toHaveLength(2);
      for (const pid of supervisors) process.kill(pid, "SIGKILL");
      await holder.end("SIGKILL");
      expect(isRunning(postgres)).toBe(true);
      expect(await keptRow()).toEqual(row);
      await untilGone(postgres);
    },
  );

  test("a process number that went to another program stops nobody", async () => {
    const { holder, postgres } = await holdWithRow();
    await holder.end("SIGKILL");
    await untilGone(postgres);
    await writeFile(
      join(directory, "postgres", "postmaster.pid"),
      `${process.pid}\n/nowhere\n0\n5432\n\n127.0.0.1\n\nready\n`,
    );
    expect(await keptRow()).toEqual(row);
  });
});

describe("who runs it", () => {
  /** A Node that others may run: one that was borrowed from npm lies in root's own home. */
  let node: string;
  beforeAll(async () => {
    const place = await makeDirectory();
    node = join(place, "node");
    if (root) await copyFile(process.execPath, node, constants.COPYFILE_FICLONE);
    return () => rm(place, { recursive: true });
  });

  test.runIf(root)("root: Postgres runs as another user (needs root)", async () => {
    await start();
    expect((await stat(`/proc/${await postgresOf(directory)}`)).uid).not.toBe(0);
  });

  test.runIf(root && sourcesReadable)(
    "an ordinary user: as that user (needs root to become one, and sources it can read)",
    async () => {
      await chown(directory, somebody.uid, somebody.gid);
      const { answer } = await hold({ ...somebody, node });
      expect(await ask(answer.url, "select 1 as one")).toEqual([{ one: 1 }]);
      expect((await stat(`/proc/${await postgresOf(directory)}`)).uid).toBe(somebody.uid);
    },
  );

  test.runIf(root && sourcesReadable)("what one user made, root can run and another cannot (needs root)", async () => {
    await chmod(directory, 0o777);
    const first = await hold({ ...somebody, node });
    expect(first.answer.code).toBeUndefined();
    const postgres = await postgresOf(directory);
    await first.end("SIGTERM");
    await untilGone(postgres);
    await (await start()).stop();
    await chmod(join(directory, "secrets.json"), 0o644);
    const other = await hold({ uid: 12_345, gid: 12_345, node });
    expect(other.answer).toMatchObject({ code: "EMBEDDED_FAILED" });
    expect(other.answer.message).toContain("belongs to another user (uid 65534)");
  });

  test.runIf(root)(
    "in a directory that only root can enter, data stands where Postgres can reach it (needs root)",
    async () => {
      await chmod(directory, 0o700);
      const first = await start();
      const data = await readlink(join(directory, "postgres"));
      expect(dirname(dirname(data))).toBe("/var/lib/heddle");
      await ask(first.url("heddle"), "create table kept as select 42 as value");
      await first.stop();
      const second = await start();
      expect(await ask(second.url("heddle"), "select value from kept")).toEqual([{ value: 42 }]);
      await second.stop();
      // With its directory gone, the next one that needs such a place removes the data.
      await rm(directory, { recursive: true });
      directory = await makeDirectory();
      await chmod(directory, 0o700);
      const other = await start();
      await expect(stat(data)).rejects.toMatchObject({ code: "ENOENT" });
      await other.stop();
      await rm(dirname(await readlink(join(directory, "postgres"))), { recursive: true });
    },
  );
});

test("a lost password is told, not guessed at", async () => {
  await copyPattern();
  await rm(join(directory, "secrets.json"));
  await expect(startEmbedded({ directory })).rejects.toMatchObject({
    code: "EMBEDDED_FAILED",
    hint: expect.stringContaining("secrets.json") as string,
  });
});

test("data of another version is told in Postgres' own words", async () => {
  await copyPattern();
  await writeFile(join(directory, "postgres", "PG_VERSION"), "12\n");
  await expect(startEmbedded({ directory })).rejects.toMatchObject({
    code: "EMBEDDED_FAILED",
    message: expect.stringContaining("incompatible with server") as string,
  });
});
