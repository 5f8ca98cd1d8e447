import { once } from "node:events";
import type { Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { readSettings, SetupError, startDemo, type DemoOptions, type Heddle } from "@heddle/server-kit";
import { createAdaptorServer } from "@hono/node-server";
import { createPortal, type Partner } from "./portal.ts";

export interface StartPortalOptions extends Pick<DemoOptions, "log" | "now" | "tell"> {
  /** Heddle's variables, and `PORTAL_PORT`. */
  environment: Readonly<Record<string, string | undefined>>;
}

export interface RunningPortal {
  url: string;
  heddleUrl: string;
  /** The database, as the owner of its tables. */
  ownerUrl: string;
  /** The model that helps the planner; null without one. */
  model: string | null;
  close(): Promise<void>;
}

const defaultPort = 4300;
const dayMs = 24 * 60 * 60 * 1000;

/** Starts Heddle over the sample data, and a portal of two of its partners next to it. */
export async function startPortal({ environment, ...options }: StartPortalOptions): Promise<RunningPortal> {
  const settings = readSettings(environment);
  const cdnFile = findWidgets();
  const now = options.now?.() ?? new Date();
  const demo = await startDemo({ settings, cdnFile, ...options });
  try {
    const { url: heddleUrl } = await demo.heddle.listen({ port: settings.port, host: settings.host });
    const partners = [
      await enrol(demo.heddle, "harborline", "Harborline", now),
      await enrol(demo.heddle, "brightquay", "Brightquay", now),
    ] as const;
    const portal = await listen(createPortal({ heddleUrl, partners: [...partners] }).fetch, environment, settings.host);
    const { ownerUrl, model } = demo;
    return {
      url: portal.url,
      heddleUrl,
      ownerUrl,
      model,
      async close() {
        await portal.close();
        await demo.close();
      },
    };
  } catch (error) {
    await demo.close();
    throw error;
  }
}

/** The file for script tags, which Heddle serves as `/heddle.js`. */
function findWidgets(): string {
  try {
    return createRequire(import.meta.url).resolve("@heddle/widgets/cdn");
  } catch (cause) {
    throw new Error("The widgets are not built. Run `pnpm build widgets` first.", { cause });
  }
}

/** The partner's key. A real partner gets one from its host once, and keeps it with its other secrets. */
async function enrol(heddle: Heddle, slug: string, name: string, now: Date): Promise<Partner> {
  // Here it is made anew with every start, so that it may end soon.
  const expiresAt = new Date(now.getTime() + dayMs);
  const { key } = await heddle.createApiKey({ partner: slug, name: "portal example", expiresAt });
  return { slug, name, apiKey: key };
}

type Fetch = (request: Request) => Response | Promise<Response>;

async function listen(fetch: Fetch, environment: StartPortalOptions["environment"], host: string) {
  const port = Number(environment["PORTAL_PORT"] ?? defaultPort);
  const server = createAdaptorServer({ fetch }) as Server;
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) => {
      const hint = "Name a free port in PORTAL_PORT, or stop what uses this one.";
      reject(new SetupError("LISTEN_FAILED", `The portal cannot listen on ${host}, port ${port}.`, { hint, cause }));
    });
    server.listen(port, host, resolve);
  });
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = once(server, "close");
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
