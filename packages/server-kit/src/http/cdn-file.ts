import { readFile, stat } from "node:fs/promises";
import { HeddleError } from "../errors.ts";

/**
 * The widgets' one file as a response. Its address carries no version, so it may be kept for five minutes and is then
 * asked for again by its ETag.
 */
export async function cdnFileResponse(path: string, request: Request): Promise<Response> {
  const found = await stat(path).catch(() => null);
  if (found === null) {
    const hint = "The host has to build the widgets first.";
    throw new HeddleError("NOT_FOUND", "The widgets' file is not there.", { hint });
  }
  const etag = `W/"${found.size.toString(36)}-${Math.trunc(found.mtimeMs).toString(36)}"`;
  const headers = { etag, "cache-control": "public, max-age=300, stale-while-revalidate=86400" };
  if (request.headers.get("if-none-match")?.includes(etag)) return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(await readFile(path)), {
    headers: { ...headers, "content-type": "text/javascript; charset=utf-8" },
  });
}
