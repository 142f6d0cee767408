import { z } from "zod";

export const OrderLine = z
  .object({
    article: z.string(),
    pieces: z.coerce.number(),
    priceCents: z.any(),
  })
  .passthrough();

export const OrderRequest = z
  .object({
    customer: z.string(),
    lines: z.array(OrderLine),
    voucher: z.string().nullish(),
  })
  .passthrough();

export type OrderRequest = z.infer<typeof OrderRequest>;
