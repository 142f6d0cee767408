import { randomBytes } from "node:crypto";

const LIFETIME_MS = 30 * 60 * 1000;

export interface ResetToken {
  value: string;
  expiresAt: number;
}

export function newToken(now: number): ResetToken {
  return { value: randomBytes(32).toString("base64url"), expiresAt: now + LIFETIME_MS };
}

export function isLive(token: ResetToken, now: number): boolean {
  return now < token.expiresAt;
}
