import { createConnection } from "node:net";
import type pg from "pg";

/** Code of a CancelRequest in the PostgreSQL protocol (section 54.7 of its manual). */
const cancelRequestCode = 80_877_102;

/** Asks the server to end what a connection is running, as `pg_cancel_backend` would. It is a request: it may come late. */
export function cancelQuery(client: pg.ClientBase): void {
  const { processID, secretKey, host, port } = client as unknown as {
    processID: number;
    secretKey: number;
    host: string;
    port: number;
  };
  const message = Buffer.alloc(16);
  message.writeInt32BE(16, 0);
  message.writeInt32BE(cancelRequestCode, 4);
  message.writeInt32BE(processID, 8);
  message.writeInt32BE(secretKey, 12);
  const socket = createConnection(host.startsWith("/") ? { path: `${host}/.s.PGSQL.${port}` } : { host, port });
  socket.setTimeout(1000, () => socket.destroy());
  socket.on("error", () => socket.destroy());
  socket.on("connect", () => socket.end(message));
}
