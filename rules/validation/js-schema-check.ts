import { z } from "zod";

const Line = z.object({
  // ruleid: js-schema-check
  article: z.string().regex(/^[A-Z]{3}$/),
  // ruleid: js-schema-check
  pieces: z.number().int().min(1).max(99),
  // ruleid: js-schema-check
  customer: z.string().uuid(),
  // ok: js-schema-check
  note: z.string(),
  // ok: js-schema-check
  any: z.any(),
  // ok: js-schema-check
  length: text.length(3),
});
