export interface Line {
  article: string;
  cents: number;
  pieces: number;
}

export function total(lines: Line[], couponPercent = 0): number {
  if (couponPercent < 0 || couponPercent > 80) {
    throw new RangeError("a coupon takes off at most 80 percent");
  }
  const sum = lines.reduce((cents, line) => cents + line.cents * line.pieces, 0);
  return Math.round((sum * (100 - couponPercent)) / 100);
}
