import { z } from "zod";

export const OrderLine = z
  .object({
    article: z.string().regex(/^[A-Z]{3}-\d{5}$/),
    pieces: z.number().int().min(1).max(99),
    priceCents: z.number().int().nonnegative(),
  })
  .strict();

export const OrderRequest = z
  .object({
    customer: z.string().uuid(),
    lines: z.array(OrderLine).min(1).max(200),
    voucher: z.string().max(24).optional(),
  })
  .strict();

export type OrderRequest = z.infer<typeof OrderRequest>;
