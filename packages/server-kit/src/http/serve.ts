import { createAdaptorServer } from "@hono/node-server";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { SetupError } from "../setup-error.ts";

export interface ServeOptions {
  /** @default 0, any free port */
  port?: number | undefined;
  /** Address to listen on. @default "127.0.0.1" */
  host?: string | undefined;
  /** Milliseconds that `close` leaves to requests under way. @default 5000 */
  graceMs?: number | undefined;
}

export interface Serving {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /** Takes no more requests, lets those under way end for a while, then hangs up. May be called twice. */
  close(): Promise<void>;
}

/** A caller that sends its headers or its body slower than this, in milliseconds, is cut off with 408. */
const slowest = { headersTimeout: 8_000, requestTimeout: 20_000, connectionsCheckingInterval: 1_000 };

/** Serves a fetch handler over HTTP. Throws `SetupError` (`LISTEN_FAILED`) where it cannot listen. */
export async function serve(
  fetch: (request: Request) => Response | Promise<Response>,
  { port = 0, host = "127.0.0.1", graceMs = 5_000 }: ServeOptions = {},
): Promise<Serving> {
  const server = createAdaptorServer({ fetch, serverOptions: slowest }) as Server;
  await listen(server, port, host);
  const address = server.address() as AddressInfo;
  let closed: Promise<void> | undefined;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${address.port}`,
    port: address.port,
    close: () => (closed ??= close(server, graceMs)),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      const hint = "Choose another port, or stop what uses this one.";
      reject(new SetupError("LISTEN_FAILED", `Cannot listen on ${host}, port ${port}.`, { hint, cause }));
    });
    server.listen(port, host, resolve);
  });
}

async function close(server: Server, graceMs: number): Promise<void> {
  const ended = new Promise<void>((resolve) => server.close(() => resolve()));
  // A connection kept alive would be idle, and open, for seconds after its last request has ended.
  const idle = setInterval(() => server.closeIdleConnections(), 50);
  const hangUp = setTimeout(() => server.closeAllConnections(), graceMs);
  await ended;
  clearInterval(idle);
  clearTimeout(hangUp);
}
