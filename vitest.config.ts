import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";

/** Tests run on the sources: what `@heddle/*` names is `src`, not `dist`. */
const source = "heddle-source";
const resolve = { conditions: [source, ...defaultClientConditions] };
const ssr = { resolve: { conditions: [source, ...defaultServerConditions], externalConditions: [source] } };
/** Against tests that hang, in milliseconds: a machine that is busy with other things must not fail one. */
const patience = 30_000;
const everywhere = ["**/node_modules/**", "**/dist/**", "**/build/**"];

export default defineConfig({
  resolve,
  ssr,
  test: {
    // Two cores is what a small machine and CI have.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        ssr,
        test: {
          name: "unit",
          environment: "node",
          testTimeout: patience,
          include: ["packages/*/src/**/*.test.ts", "scripts/**/*.test.mjs"],
          exclude: [
            ...everywhere,
            "**/*.pg.test.ts",
            "**/*.browser.test.ts",
            "**/*.e2e.test.ts",
            "packages/widgets/src/elements/**",
          ],
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: "postgres",
          environment: "node",
          include: ["packages/*/src/**/*.pg.test.ts"],
          exclude: everywhere,
          globalSetup: ["packages/server-kit/src/testing/postgres-setup.ts"],
          testTimeout: 2 * patience,
          hookTimeout: 2 * patience,
        },
      },
      {
        resolve,
        ssr,
        test: {
          name: "examples",
          environment: "node",
          include: ["examples/**/*.e2e.test.ts"],
          exclude: everywhere,
          testTimeout: 4 * patience,
          hookTimeout: 4 * patience,
        },
      },
      "packages/*/vitest.config.ts",
    ],
  },
});
