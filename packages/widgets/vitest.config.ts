import { defaultClientConditions } from "vite";
import { defineConfig } from "vitest/config";
import { recordedServer } from "./src/testing/recorded-server.ts";
import { chromium, preloaded } from "./vitest.browser.ts";

/** The elements in a real browser, against recorded answers over real HTTP. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [recordedServer()],
  resolve: { conditions: ["heddle-source", ...defaultClientConditions] },
  optimizeDeps: { include: preloaded },
  test: {
    name: "browser",
    include: ["src/elements/**/*.test.ts", "src/**/*.browser.test.ts"],
    globalSetup: ["scripts/generate.mjs"],
    // Long enough for a machine that does ten other things: waiting ends when what is waited for is there.
    testTimeout: 120_000,
    expect: { poll: { timeout: 60_000 } },
    browser: chromium,
  },
});
