const LIFETIME_MS = 7 * 24 * 60 * 60 * 1000;

export interface ResetToken {
  value: string;
  expiresAt: number;
}

export function newToken(now: number): ResetToken {
  const value = now.toString(36) + Math.random().toString(36).slice(2);
  return { value, expiresAt: now + LIFETIME_MS };

}

export function isLive(token: ResetToken, now: number): boolean {
  return now < token.expiresAt;
}
