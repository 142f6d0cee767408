const CHARGE_URL = "/api/charges";

export interface Charge {
  id: string;
  status: "captured" | "declined";
}

export async function charge(cartId: string, token: string, key: string): Promise<Charge> {
  const answer = await fetch(CHARGE_URL, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": key },
    body: JSON.stringify({ cartId, token }),
    signal: AbortSignal.timeout(8000),
  });
  if (!answer.ok) {
    throw new Error(`charge failed: ${answer.status}`);
  }
  return (await answer.json()) as Charge;
}
