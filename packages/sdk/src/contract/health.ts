import * as z from "zod/mini";

const componentStatusSchema = z.enum(["ok", "degraded", "down", "off"]);

export const healthSchema = z.object({
  status: z.enum(["ok", "degraded", "down"]),
  version: z.string(),
  components: z.array(
    z.object({
      name: z.string(),
      status: componentStatusSchema,
      /** ISO 8601 in UTC: since when it has been like this. */
      since: z.string(),
      detail: z.optional(z.string()),
    }),
  ),
});
export type Health = z.infer<typeof healthSchema>;
