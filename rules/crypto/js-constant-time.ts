import { timingSafeEqual } from "crypto";

function matches(given: Buffer, wanted: Buffer) {
  // ruleid: js-constant-time
  return timingSafeEqual(given, wanted);
}

function known(given: Buffer, wanted: Buffer) {
  // ruleid: js-constant-time
  return crypto.timingSafeEqual(given, wanted);
}

function short(given: string, wanted: string) {
  // ruleid: js-constant-time
  return tsscmp(given, wanted);
}

function plain(given: string, wanted: string) {
  // ok: js-constant-time
  if (given === wanted) {
    return true;
  }
  // ok: js-constant-time
  return given.equals(wanted);
}

// ok: js-constant-time
createHmac("sha256", key);
