import type { Health } from "@heddle/sdk/contract";
import type pg from "pg";
import type { LanguageModel } from "./models/language-model.ts";
import type { Reader } from "./sources/reader.ts";
import { version } from "./version.ts";

type Component = Health["components"][number];
type Status = Component["status"];

export interface HealthOptions {
  readonly owner: Pick<pg.Pool, "query">;
  readonly reader: Pick<Reader, "ping">;
  readonly model: Pick<LanguageModel, "name"> | undefined;
  readonly now: () => Date;
}

/**
 * How the parts of a server are doing, and since when. Without the reader nothing can be answered: that is `down`;
 * without the platform's connection answers still come, but no new sessions: that is `degraded`.
 */
export function createHealth({ owner, reader, model, now }: HealthOptions): () => Promise<Health> {
  const since = new Map<string, { status: Status; since: string }>();
  const component = (name: string, status: Status): Component => {
    const known = since.get(name);
    const entry = known?.status === status ? known : { status, since: now().toISOString() };
    since.set(name, entry);
    return { name, ...entry };
  };
  return async () => {
    const [platform, read] = await Promise.all([works(owner.query("select 1")), works(reader.ping())]);
    return {
      status: read ? (platform ? "ok" : "degraded") : "down",
      version,
      components: [
        component("database", platform ? "ok" : "down"),
        component("reader", read ? "ok" : "down"),
        component("model", model === undefined ? "off" : "ok"),
      ],
    };
  };
}

function works(attempt: Promise<unknown>): Promise<boolean> {
  return attempt.then(
    () => true,
    () => false,
  );
}
