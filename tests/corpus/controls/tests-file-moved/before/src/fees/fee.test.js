import { describe, expect, it } from "vitest";
import { fee } from "./fee.js";

describe("fee", () => {
  it("is a share and a fixed part", () => {
    expect(fee(10000)).toBe(320);
  });

  it("is the fixed part for nothing", () => {
    expect(fee(0)).toBe(30);
  });

  it("refuses what is no amount", () => {
    expect(() => fee(1.5)).toThrow(TypeError);
    expect(() => fee(-1)).toThrow(TypeError);
  });
});
