import { pull, push } from "./steps";

export async function run(account: string): Promise<void> {
  await pull(account);
  await push(account);
}
