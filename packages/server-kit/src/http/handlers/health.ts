import type { Handler } from "./handler.ts";

/** 503 when it is down, so that a load balancer needs to read no further. */
export const health: Handler<"health"> = async (_call, dependencies) => {
  const report = await dependencies.health();
  return Response.json(report, { status: report.status === "down" ? 503 : 200 });
};
