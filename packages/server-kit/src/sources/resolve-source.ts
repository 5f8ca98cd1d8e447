import { openSecrets } from "../secrets-file.ts";
import { deriveKeys } from "../secrets.ts";
import type { Settings } from "../settings.ts";
import { startEmbedded } from "./embedded.ts";

/** The login role that runs tenants' queries; `heddle protect` makes it. */
export const readerRole = "heddle_reader";

/** The database that is asked, whoever runs it. */
export interface Source {
  /** As the owner of the tables: migrates, seeds, protects. */
  readonly ownerUrl: string;
  /** As the restricted role; it can connect once the database is protected. */
  readonly readerUrl: string;
  /** What `deriveKeys` starts from. */
  readonly secret: string;
  readonly embedded: boolean;
  /** Stops an embedded server; the host's own is left alone. */
  stop(): Promise<void>;
}

/**
 * The host's own server where `DATABASE_URL` names one, else an embedded one that is started here.
 *
 * @param open how the embedded one is got: `startEmbedded` owns it, `joinEmbedded` shares one that runs already
 * @throws SetupError as `startEmbedded` does
 */
export async function resolveSource(
  settings: Pick<Settings, "databaseUrl" | "readerUrl" | "directory" | "secret">,
  log?: (message: string) => void,
  open: typeof startEmbedded = startEmbedded,
): Promise<Source> {
  const { databaseUrl, directory } = settings;
  const secret = settings.secret ?? (await openSecrets(directory)).secret;
  const reader = { name: readerRole, password: deriveKeys(secret).readerPassword };
  if (databaseUrl !== null) {
    const readerUrl = settings.readerUrl ?? asRole(databaseUrl, reader);
    return { ownerUrl: databaseUrl, readerUrl, secret, embedded: false, stop: async () => undefined };
  }
  const server = await open({ directory, databases: ["heddle"], ...(log === undefined ? {} : { log }) });
  const ownerUrl = server.url("heddle");
  return { ownerUrl, readerUrl: asRole(ownerUrl, reader), secret, embedded: true, stop: () => server.stop() };
}

function asRole(databaseUrl: string, role: { name: string; password: string }): string {
  const url = new URL(databaseUrl);
  url.username = "";
  url.password = "";
  // As parameters they work without a host (a Unix socket) too.
  url.searchParams.set("user", role.name);
  url.searchParams.set("password", role.password);
  return url.href;
}
