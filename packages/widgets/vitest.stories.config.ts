import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { defineConfig } from "vitest/config";
import { chromium, preloaded } from "./vitest.browser.ts";

/** Each story as a test: it renders, its play function passes, and axe finds nothing. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [storybookTest({ configDir: `${import.meta.dirname}/.storybook` })],
  optimizeDeps: { include: preloaded },
  test: { name: "stories", globalSetup: ["scripts/generate.mjs"], testTimeout: 120_000, browser: chromium },
});
