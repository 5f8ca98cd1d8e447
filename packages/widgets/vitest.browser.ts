import { playwright } from "@vitest/browser-playwright";

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

/** The Chromium that tests run in: `HEDDLE_CHROMIUM`, which scripts/with-browser.mjs sets, else Debian's. */
export const chromium = {
  enabled: true,
  headless: true,
  screenshotFailures: false,
  viewport: { width: 1000, height: 800 },
  provider: playwright({
    launchOptions: { executablePath: process.env["HEDDLE_CHROMIUM"] ?? "/usr/bin/chromium", args: launchFlags },
    contextOptions: { locale: "en-GB", timezoneId: "UTC" },
  }),
  instances: [{ browser: "chromium" as const }],
};

/** Found beforehand: a dependency that is found while tests run makes the browser load everything again. */
export const preloaded = [
  "@lit/context",
  "@lit/task",
  "axe-core",
  "d3-shape",
  "lit",
  "lit/directives/class-map.js",
  "lit/directives/repeat.js",
  "lit/directive.js",
];
