import { mkdtemp, readdir, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inspect } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openSecrets } from "./secrets-file.ts";

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), "heddle-secrets-"));
});
afterEach(() => rm(directory, { recursive: true }));

test("secrets are made once, for their owner's eyes only", async () => {
  const made = await openSecrets(directory);
  expect(await openSecrets(directory)).toEqual(made);
  expect(made.secret).not.toBe(made.databasePassword);
  expect((await stat(join(directory, "secrets.json"))).mode & 0o777).toBe(0o600);
});

test("all that ask at the same moment get the same, and no draft stays", async () => {
  const all = await Promise.all(Array.from({ length: 20 }, () => openSecrets(directory)));
  expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
  expect(await readdir(directory)).toEqual(["secrets.json"]);
});

test.each(["", "{", '{"secret":"hunter2"}', "[]"])("a damaged file is refused and not quoted: %j", async (content) => {
  await writeFile(join(directory, "secrets.json"), content);
  const error = await openSecrets(directory).catch((cause: unknown) => cause);
  expect(error).toMatchObject({ code: "SECRETS_UNREADABLE" });
  expect(inspect(error)).not.toContain("hunter2");
});
