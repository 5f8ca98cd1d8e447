import { openSecrets } from "../secrets-file.ts";
import { SetupError } from "../setup-error.ts";
import { locateBinaries } from "./embedded-binaries.ts";
import { choosePlace } from "./embedded-place.ts";
import { readPostmaster } from "./embedded-postmaster.ts";
import { connectionUrl, startEmbedded } from "./embedded.ts";
import type { EmbeddedOptions, EmbeddedServer } from "./embedded.ts";

/**
 * The embedded server of a directory for a command that only wants to use it: the running one of another process where
 * there is one, whose `stop` then does nothing, else one that is started here.
 *
 * @throws SetupError as `startEmbedded` does
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  try {
    return await startEmbedded(options);
  } catch (error) {
    if (!(error instanceof SetupError) || error.code !== "EMBEDDED_IN_USE") throw error;
    return (await runningServer(options.directory)) ?? Promise.reject(error);
  }
}

async function runningServer(directory: string): Promise<EmbeddedServer | null> {
  const { databasePassword: password } = await openSecrets(directory);
  const place = await choosePlace(directory, password, await locateBinaries());
  const postmaster = await readPostmaster(place.data);
  if (postmaster?.ready !== true) return null;
  return {
    url: (database, role = { name: "postgres", password }) => connectionUrl(postmaster.port, database, role),
    stop: () => Promise.resolve(),
  };
}
