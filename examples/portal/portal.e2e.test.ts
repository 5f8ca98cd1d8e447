import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { createLog } from "@heddle/server-kit";
import pg from "pg";
import type { HeddleAsk, HeddleWidget } from "@heddle/widgets";
import { chromium, type Browser, type Locator, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { startPortal, type RunningPortal } from "./start-portal.ts";

const chromiumFlags = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const question = "revenue by month this year";
const start = new Date("2026-06-17T10:30:00.000Z");

let now = start;
let directory: string;
let portal: RunningPortal;
let browser: Browser;
let page: Page;
/** What the browser complained about. */
let complaints: Set<string>;

const environment = () => ({ HEDDLE_DIRECTORY: directory, HEDDLE_PORT: "0", PORTAL_PORT: "0" });

beforeAll(async () => {
  directory = await makeDirectory();
  portal = await startPortal({ environment: environment(), log: createLog("silent"), now: () => now });
  browser = await chromium.launch({
    executablePath: process.env["HEDDLE_CHROMIUM"] ?? "/usr/bin/chromium",
    args: chromiumFlags,
  });
  // The first page of all fills pools and caches, and is not what is tested.
  await open();
  await page.context().close();
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await portal?.close();
  await rm(directory, { recursive: true, force: true, maxRetries: 5 });
});

afterEach(async () => {
  await page.context().close();
});

/** Open to the user that Postgres runs as where the tests run as root, so that all of it is in there. */
async function makeDirectory(): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), "heddle-portal-"));
  await chmod(made, 0o755);
  return made;
}

async function open(options: { width?: number; scheme?: "light" | "dark" } = {}): Promise<void> {
  const viewport = { width: options.width ?? 1280, height: 900 };
  const context = await browser.newContext({
    viewport,
    colorScheme: options.scheme ?? "light",
    locale: "en-US",
    timezoneId: "UTC",
  });
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  complaints = new Set();
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) complaints.add(message.text());
  });
  page.on("pageerror", (error) => complaints.add(error.message));
  await page.goto(portal.url);
  await page.locator("heddle-widget").last().getByRole("table").waitFor();
}

async function ask(text: string): Promise<void> {
  await page.getByRole("textbox").fill(text);
  await page.getByRole("button", { name: "Ask", exact: true }).click();
}

const answered = (): Locator => page.locator("heddle-ask heddle-widget");

/** The numbers behind the chart that is drawn: each row's label and value, as the table fallback shows them. */
async function readChart(widget: Locator): Promise<[string, number][]> {
  await widget.locator("svg path").first().waitFor();
  await widget.getByRole("button", { name: "Show data" }).click();
  const cells = await widget
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent?.trim() ?? "")),
    );
  return cells.map(([label = "", value = ""]) => [label, Number(value.replaceAll(/[^\d.-]/g, ""))]);
}

/** The same figures, by SQL written here and run as the owner, past all of Heddle. */
async function revenueByMonth(slug: string): Promise<[string, number][]> {
  const client = new pg.Client({ connectionString: portal.ownerUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ month: Date; revenue: string }>(
      `select date_trunc('month', pay.created_at, 'UTC') as month, round(sum(pay.amount_minor) / 100.0, 2) as revenue
         from payments pay join partners p on p.id = pay.partner_id
        where p.slug = $1 and pay.status = 'succeeded'
          and pay.created_at >= date_trunc('year', $2::timestamptz, 'UTC')
          and pay.created_at < date_trunc('year', $2::timestamptz, 'UTC') + interval '1 year'
        group by 1 order by 1`,
      [slug, start],
    );
    const format = new Intl.DateTimeFormat("en-US", { month: "long", year: "numeric", timeZone: "UTC" });
    return rows.map(({ month, revenue }) => [format.format(month), Number(revenue)]);
  } finally {
    await client.end();
  }
}

describe("the portal", () => {
  it("answers two partners the same question with their own numbers", async () => {
    await open();
    await ask(question);
    const harborline = await readChart(answered());
    await page.getByRole("button", { name: "Brightquay" }).click();
    await ask(question);
    await expect.poll(() => page.locator("header .brand").textContent()).toBe("Brightquay");
    const brightquay = await readChart(answered());
    expect(harborline).toHaveLength(6);
    expect(harborline).toEqual(await revenueByMonth("harborline"));
    expect(brightquay).toEqual(await revenueByMonth("brightquay"));
    expect(harborline).not.toEqual(brightquay);
    expect([...complaints]).toEqual([]);
  });

  it("shows how the question was read, and the SQL that was limited to the partner", async () => {
    await open();
    await ask(question);
    await page.getByText("Revenue by month for 2026, succeeded payments").first().waitFor();
    await page.getByText("Show SQL").click();
    await expect.poll(() => page.locator("heddle-ask").getByText("partner_id").count()).toBeGreaterThan(0);
  });

  it("answers every question that it suggests", async () => {
    await open();
    const suggestions = await page.getByRole("list", { name: "Suggestions" }).getByRole("button").allTextContents();
    expect(suggestions.length).toBeGreaterThan(2);
    const refused: string[] = [];
    for (const suggestion of suggestions) {
      await page.locator("heddle-ask").evaluate((element, text) => (element as HeddleAsk).ask(text), suggestion);
      if ((await answered().count()) !== 1) refused.push(suggestion);
    }
    expect(refused).toEqual([]);
    expect([...complaints]).toEqual([]);
  });

  it.each([360, 760, 1400])("moves nothing while it loads and fits %i pixels", async (width) => {
    await open({ width });
    const shift = await page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const watch = new PerformanceObserver((list) => {
            resolve(list.getEntries().reduce((sum, entry) => sum + (entry as unknown as { value: number }).value, 0));
          });
          watch.observe({ type: "layout-shift", buffered: true });
          setTimeout(() => resolve(0), 200);
        }),
    );
    expect(shift).toBe(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)).toBe(true);
  });

  it("loads less than 60 kB of scripts", async () => {
    await open();
    const sizes: Promise<number>[] = [];
    page.on("response", (response) => {
      if (response.request().resourceType() !== "script") return;
      sizes.push(
        response
          .request()
          .sizes()
          .then(({ responseBodySize }) => responseBodySize),
      );
    });
    await page.reload({ waitUntil: "networkidle" });
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    expect(bytes).toBeLessThan(60_000);
    expect(sizes.length).toBeGreaterThan(2);
  });

  it("keeps the look that was chosen, and follows the system before", async () => {
    await open({ scheme: "dark" });
    const background = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    const dark = await background();
    await page.locator("#theme").click();
    const light = await background();
    expect(light).not.toBe(dark);
    await page.reload();
    expect(await background()).toBe(light);
    expect(await page.locator("heddle-provider").getAttribute("theme")).toBe("light");
  });
});

describe("bad input", () => {
  it("says in words what it did not understand", async () => {
    await open();
    await ask("flurbish the quuxes by wibble");
    await page.getByText("This question was not answered").waitFor();
    await page.getByText("flurbish").first().waitFor();
    expect(await answered().count()).toBe(0);
    expect([...complaints]).toEqual([]);
  });

  it("says in words that a question is empty or too long, and goes on", async () => {
    await open();
    await ask("   ");
    await page.getByText("Type a question first.").waitFor();
    await ask("revenue ".repeat(1250));
    await page
      .getByText(/may have at most \d+ characters/)
      .first()
      .waitFor();
    await ask(question);
    expect(await readChart(answered())).toHaveLength(6);
  });

  it("renews an expired token once for all widgets", async () => {
    await open();
    let sessions = 0;
    page.on("request", (request) => {
      if (request.url().endsWith("/session")) sessions += 1;
    });
    now = new Date(start.getTime() + 20 * 60 * 1000);
    try {
      const loaded = await page.evaluate(() =>
        Promise.all([...document.querySelectorAll<HeddleWidget>("heddle-widget")].map((widget) => widget.refetch())),
      );
      expect(loaded.length).toBeGreaterThan(5);
      expect(await page.getByRole("alert").count()).toBe(0);
      expect(sessions).toBe(1);
      await ask(question);
      expect(await readChart(answered())).toHaveLength(6);
      expect(sessions).toBe(1);
    } finally {
      now = start;
    }
  });

  it("gives a page no way to name another partner", async () => {
    await open();
    await page.context().clearCookies();
    const status = await page.evaluate(async () => {
      const body = new URLSearchParams({ partner: "nobody" });
      return (await fetch("/sign-in", { method: "POST", body })).status;
    });
    expect(status).toBe(200);
    expect(await page.locator("header .brand").textContent()).toBe("Harborline");
  });

  it("says in words that the database is down, offers to try again, and goes on", async () => {
    await open();
    await stopDatabase();
    await ask(question);
    const problem = page.getByRole("alert");
    await problem.getByText("The database cannot be reached").first().waitFor();
    await problem.getByText(/Reference/).waitFor();
    expect((await fetch(`${portal.heddleUrl}/v1/health`)).status).toBe(503);
    await problem.getByRole("button", { name: "Try again" }).click();
    await problem.getByText("The database cannot be reached").first().waitFor();
  });
});

/** As if its machine had gone: all connections end at once. */
async function stopDatabase(): Promise<void> {
  const [pid = ""] = (await readFile(join(directory, "postgres", "postmaster.pid"), "utf8")).split("\n");
  process.kill(Number(pid), "SIGQUIT");
}

describe("the command", () => {
  it("says where the portal is, leaves no process behind, and opens its data again", async () => {
    const home = await makeDirectory();
    try {
      for (const signal of ["SIGINT", "SIGTERM"] as const) {
        expect(await runCommand(home, signal)).toEqual({ status: 200, code: 0 });
        expect(existsSync(join(home, "postgres", "postmaster.pid"))).toBe(false);
      }
    } finally {
      await rm(home, { recursive: true, force: true, maxRetries: 5 });
    }
  });
});

/** The status of its page, and the exit code after the signal. */
async function runCommand(home: string, signal: NodeJS.Signals): Promise<{ status: number; code: unknown }> {
  const server = fileURLToPath(new URL("server.ts", import.meta.url));
  const env = { ...process.env, HEDDLE_DIRECTORY: home, HEDDLE_PORT: "0", PORTAL_PORT: "0", OPENAI_API_KEY: "" };
  const child = spawn(process.execPath, ["--conditions=heddle-source", server], {
    env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const url = await firstAddress(child.stdout);
    const { status } = await fetch(url);
    const exited = once(child, "exit");
    child.kill(signal);
    const [code] = await exited;
    return { status, code };
  } finally {
    child.kill("SIGKILL");
  }
}

async function firstAddress(output: Readable): Promise<string> {
  for await (const line of createInterface(output)) {
    const url = /http:\S+/.exec(line)?.[0];
    if (url !== undefined) return url;
  }
  throw new Error("The portal ended without saying where it is.");
}
