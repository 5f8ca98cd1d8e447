import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { appWith, problemOf } from "./testing/app-with.ts";

describe("/heddle.js", () => {
  it("is served to be cached and asked for again", async () => {
    const directory = await mkdtemp(join(tmpdir(), "heddle-cdn-"));
    try {
      const cdnFile = join(directory, "heddle.js");
      const { app } = appWith({ cdnFile });
      expect((await problemOf(await app.request("/heddle.js"))).code).toBe("NOT_FOUND");
      const script = `/* ${"x".repeat(2000)} */`;
      await writeFile(cdnFile, script);
      const first = await app.request("/heddle.js");
      expect(await first.text()).toBe(script);
      expect(first.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
      expect(first.headers.get("cache-control")).toContain("max-age=");
      expect(first.headers.get("cross-origin-resource-policy")).toBe("cross-origin");
      const etag = first.headers.get("etag")!;
      expect((await app.request("/heddle.js", { headers: { "if-none-match": etag } })).status).toBe(304);
      const zipped = await app.request("/heddle.js", { headers: { "accept-encoding": "gzip" } });
      expect(zipped.headers.get("content-encoding")).toBe("gzip");
      await writeFile(cdnFile, `${script}/* new */`);
      expect((await app.request("/heddle.js", { headers: { "if-none-match": etag } })).status).toBe(200);
    } finally {
      await rm(directory, { recursive: true });
    }
  });

  it("is not there where no file was named", async () => {
    expect((await appWith().app.request("/heddle.js")).status).toBe(404);
  });
});
