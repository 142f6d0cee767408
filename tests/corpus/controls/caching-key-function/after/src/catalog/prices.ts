import type { Cache } from "../cache";
import type { Database } from "../database";

const TTL_SECONDS = 600;
const keyOf = (article: string) => `price:${article}`;

export class Prices {
  constructor(
    private readonly cache: Cache,
    private readonly database: Database,
  ) {}

  async of(article: string): Promise<number> {
    return this.cache.remember(keyOf(article), TTL_SECONDS, () => this.database.priceOf(article));
  }

  async change(article: string, cents: number): Promise<void> {
    await this.database.setPrice(article, cents);
    await this.cache.forget(keyOf(article));

  }
}
