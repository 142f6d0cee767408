import type { Gateway, Hold, Receipt } from "./gateway";
import { record } from "../ledger/record";

export interface CaptureRequest {
  hold: Hold;
  amountCents: number;
  currency: "EUR" | "USD";
}

export async function capture(gateway: Gateway, request: CaptureRequest): Promise<Receipt> {
  const receipt = await gateway.capture(request.hold.id, request.amountCents, request.currency);
  await record({ id: receipt.id, cents: receipt.amountCents, currency: receipt.currency });
  return receipt;
}
