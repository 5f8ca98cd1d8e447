/**
 * Asks the page's own backend for an embed session's token. The page's cookies go with it, and nothing goes anywhere
 * else: another origin is refused, because whatever answers decides what the widgets may read.
 */
export async function fetchToken(tokenUrl: string): Promise<string> {
  const url = new URL(tokenUrl, document.baseURI);
  if (url.origin !== location.origin)
    throw new TypeError("token-url must be on the page's own origin; use getToken for another");
  const headers = { accept: "application/json" };
  const response = await fetch(url, { method: "POST", credentials: "same-origin", cache: "no-store", headers });
  if (!response.ok) throw new Error(`token-url answered with status ${response.status}`);
  const body: unknown = await response.json();
  if (typeof body === "object" && body !== null && "token" in body && typeof body.token === "string") return body.token;
  throw new Error('token-url must answer with { "token": "..." }');
}
