export const RATE = 0.029;
export const FIXED_CENTS = 30;

/** The fee for a payment, in whole cents. */
export function fee(cents) {
  if (!Number.isInteger(cents) || cents < 0) {
    throw new TypeError("an amount is a whole number of cents");
  }
  return Math.round(cents * RATE) + FIXED_CENTS;
}
