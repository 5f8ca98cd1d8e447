import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkImports } from "./check-imports.mjs";

const kit = "packages/server-kit/src";
let root;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "heddle-imports-"));
});

afterEach(() => rmSync(root, { recursive: true }));

/** Writes modules, each given with what it imports, and checks them. */
function check(modules) {
  for (const [file, imports] of Object.entries(modules)) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), imports.map((name) => `import ${JSON.stringify(name)};`).join("\n"));
  }
  return checkImports(root);
}

describe("imports that are allowed", () => {
  it.each([
    [`${kit}/ask/ask.ts`, "./draft/draft.ts"],
    [`${kit}/ask/draft/draft.ts`, "../../catalog/catalog.ts"],
    [`${kit}/ask/draft/draft.ts`, "../pipeline.ts"],
    [`${kit}/sources/reader.ts`, "../db/ids.ts"],
    [`${kit}/setup-error.ts`, "./errors.ts"],
    [`${kit}/db/ids.ts`, "@heddle/sdk/contract"],
    [`${kit}/db/ids.test.ts`, "../http/app.ts"],
    [`${kit}/create-heddle.ts`, "./http/app.ts"],
    ["packages/widgets/src/index.ts", "@heddle/sdk"],
    ["packages/widgets/src/index.ts", "lit"],
    ["examples/portal/server.ts", "@heddle/server-kit"],
    ["examples/portal/server.ts", "./pages/home.ts"],
  ])("%s -> %s", (file, name) => {
    expect(check({ [file]: [name] })).toEqual([]);
  });
});

describe("imports that are refused", () => {
  it.each([
    [`${kit}/sql/guard.ts`, "../ask/ask.ts", "imports go leftward, and ask is right of sql"],
    [
      `${kit}/catalog/catalog.ts`,
      "../sources/reader.ts",
      "catalog and sources are neighbours and do not know each other",
    ],
    [`${kit}/errors.ts`, "./db/ids.ts", "imports go leftward, and db is right of errors.ts"],
    [`${kit}/http/app.ts`, "../create-heddle.ts", "imports go leftward, and create-heddle.ts is right of http"],
    [`${kit}/ask/draft/draft.ts`, "../run/run.ts", "stages of an ask do not know each other: draft, run"],
    [`${kit}/attic/old.ts`, "../errors.ts", "attic stands in no column of scripts/import-rules.mjs"],
    [`${kit}/http/app.ts`, "../testing/portal.ts", "only tests import from tests and testing/"],
    [`${kit}/http/app.ts`, "@heddle/sdk", "server-kit imports only @heddle/sdk/contract and @heddle/widgets/static"],
    [`${kit}/http/app.test.ts`, "../../../sdk/src/index.ts", "another package is imported by its name"],
    ["packages/sdk/src/index.ts", "@heddle/widgets", "sdk imports no other package of ours"],
    ["packages/sdk/src/contract/ask.ts", "../client/ask.ts", "the contract imports nothing of ours"],
    [
      "examples/portal/server.ts",
      "../../packages/sdk/src/index.ts",
      "an example imports its own files and public entries only",
    ],
  ])("%s -> %s", (file, name, rule) => {
    expect(check({ [file]: [name] })).toEqual([expect.stringMatching(new RegExp(`^${file} -> .*: ${rule}$`))]);
  });

  it("refuses what goes in a circle, types included", () => {
    const one = join(root, `${kit}/db/one.ts`);
    mkdirSync(dirname(one), { recursive: true });
    writeFileSync(one, 'export type { Two } from "./two.ts";');
    expect(check({ [`${kit}/db/two.ts`]: ["./three.ts"], [`${kit}/db/three.ts`]: ["./one.ts"] })).toEqual([
      `${kit}/db/one.ts -> ${kit}/db/two.ts -> ${kit}/db/three.ts -> ${kit}/db/one.ts: imports go in a circle`,
    ]);
  });

  it("sees imports that are made while running", () => {
    const file = join(root, `${kit}/sql/late.ts`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, 'export const late = () => import("../http/app.ts");');
    expect(checkImports(root)).toHaveLength(1);
  });
});
