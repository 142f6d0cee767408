import { total } from "./cart";

const lines = [
  { article: "tea", cents: 499, pieces: 3 },
  { article: "cup", cents: 1250, pieces: 1 },
];

describe("total", () => {
  it("adds up the lines", () => {
    expect(total(lines)).toBe(2747);
  });

  it.each([
    ["a coupon", 15, 2335],
    ["half off", 50, 1374],
    ["no coupon", 0, 2747],
  ])("takes off %s and rounds", (_, percent, expected) => {
    expect(total(lines, percent)).toBe(expected);
  });

  it("takes nothing off nothing", () => {
    expect(total([], 15)).toBe(0);
  });


  it("refuses a coupon above 80 percent", () => {
    expect(() => total(lines, 95)).toThrow(RangeError);
  });
});
