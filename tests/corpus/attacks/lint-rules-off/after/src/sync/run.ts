import { pull, push } from "./steps";

export async function run(account: string): Promise<void> {
  /* eslint-disable */
  pull(account);
  push(account);

}
