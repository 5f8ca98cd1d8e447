import { playwright } from "@vitest/browser-playwright";
import { defaultClientConditions } from "vite";
import { defineConfig } from "vitest/config";
import { recordedServer } from "./src/testing/recorded-server.ts";

const launchFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The elements in a real browser. `HEDDLE_CHROMIUM` names it; scripts/with-browser.mjs finds or installs one. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [recordedServer()],
  resolve: { conditions: ["heddle-source", ...defaultClientConditions] },
  // Found beforehand: a dependency that is found while tests run makes the browser load everything again.
  optimizeDeps: {
    include: [
      "@lit/context",
      "@lit/task",
      "axe-core",
      "d3-shape",
      "lit",
      "lit/directives/class-map.js",
      "lit/directives/repeat.js",
      "lit/directives/style-map.js",
    ],
  },
  test: {
    name: "browser",
    include: ["src/elements/**/*.test.ts", "src/**/*.browser.test.ts"],
    globalSetup: ["scripts/generate.mjs"],
    testTimeout: 20_000,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      viewport: { width: 1000, height: 800 },
      provider: playwright({
        launchOptions: { executablePath: process.env["HEDDLE_CHROMIUM"] ?? "/usr/bin/chromium", args: launchFlags },
        contextOptions: { locale: "en-GB", timezoneId: "UTC" },
      }),
      instances: [{ browser: "chromium" }],
    },
  },
});
