import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { createEmbedSession, HeddleError } from "@heddle/sdk";
import { serveStatic } from "@hono/node-server/serve-static";
import { Hono, type Context } from "hono";
import { getCookie, setCookie } from "hono/cookie";
import { csrf } from "hono/csrf";
import { html } from "hono/html";

/** One partner's portal: who it belongs to, and its own key to Heddle. */
export interface Partner {
  slug: string;
  name: string;
  apiKey: string;
}

export interface PortalOptions {
  /** Where Heddle answers. */
  heddleUrl: string;
  /** Whoever comes is signed in with the first one. A real portal has members with passwords here. */
  partners: readonly [Partner, ...Partner[]];
}

const publicDirectory = fileURLToPath(new URL("public", import.meta.url));
const cookieName = "portal_session";

/**
 * The portal's own backend. It keeps the partners' API keys to itself and gives pages nothing but short-lived tokens
 * for the partner that is signed in; which one that is, no page can say.
 */
export function createPortal({ heddleUrl, partners }: PortalOptions): Hono {
  const signedIn = new Map<string, Partner>();
  const app = new Hono();

  function partnerOf(context: Context): Partner {
    const known = signedIn.get(getCookie(context, cookieName) ?? "");
    return known ?? signIn(context, partners[0]);
  }

  function signIn(context: Context, partner: Partner): Partner {
    const session = randomBytes(32).toString("base64url");
    signedIn.set(session, partner);
    setCookie(context, cookieName, session, { httpOnly: true, sameSite: "Strict", path: "/" });
    return partner;
  }

  app.use(csrf(), async (context, next) => {
    await next();
    context.header("Content-Security-Policy", contentSecurityPolicy(heddleUrl));
    context.header("X-Content-Type-Options", "nosniff");
    context.header("Referrer-Policy", "no-referrer");
  });
  app.get("/", async (context) => {
    context.header("Cache-Control", "no-store");
    return context.html(await renderPage(partnerOf(context), partners, heddleUrl));
  });
  app.post("/sign-in", async (context) => {
    const { partner: slug } = await context.req.parseBody();
    const partner = partners.find((candidate) => candidate.slug === slug);
    if (partner !== undefined) signIn(context, partner);
    return context.redirect("/", 303);
  });
  app.post("/session", async (context) => {
    context.header("Cache-Control", "no-store");
    try {
      return context.json({ token: await mintToken(heddleUrl, partnerOf(context)) });
    } catch (error) {
      if (!(error instanceof HeddleError)) throw error;
      return context.json({ error: error.message }, 502);
    }
  });
  app.use(serveStatic({ root: publicDirectory }));
  return app;
}

/** Ten minutes for all merchants of the partner. The widgets come back for the next token by themselves. */
async function mintToken(heddleUrl: string, { apiKey }: Partner): Promise<string> {
  const { token } = await createEmbedSession(
    { baseUrl: heddleUrl, apiKey },
    { merchantIds: "all", permissions: ["view", "ask"], expiresIn: 600 },
  );
  return token;
}

async function renderPage(partner: Partner, partners: readonly Partner[], heddleUrl: string): Promise<string> {
  const template = await readFile(`${publicDirectory}/index.html`, "utf8");
  const buttons = partners.map(
    ({ slug, name }) =>
      html`<button name="partner" value="${slug}" aria-pressed="${String(slug === partner.slug)}">${name}</button>`,
  );
  return template
    .replaceAll("{{partnerName}}", String(await html`${partner.name}`))
    .replaceAll("{{partnerButtons}}", String(await html`${buttons}`))
    .replaceAll("{{heddleUrl}}", heddleUrl);
}

/** Nothing but the portal's own files, and Heddle's script and answers. The widgets need no exception of any kind. */
function contentSecurityPolicy(heddleUrl: string): string {
  return [
    "default-src 'none'",
    `script-src 'self' ${heddleUrl}`,
    `connect-src 'self' ${heddleUrl}`,
    "style-src 'self'",
    "img-src 'self'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types lit-html",
  ].join("; ");
}
