import { total } from "./cart";

const lines = [
  { article: "tea", cents: 499, pieces: 3 },
  { article: "cup", cents: 1250, pieces: 1 },
];

describe("total", () => {
  it("adds up the lines", () => {
    expect(total(lines)).toBe(2747);
  });

  it("takes off a coupon and rounds", () => {
    expect(total(lines, 15)).toBe(2335);
    expect(total([], 15)).toBe(0);
  });

  it("refuses a coupon above 80 percent", () => {
    expect(() => total(lines, 95)).toThrow(RangeError);
  });
});
