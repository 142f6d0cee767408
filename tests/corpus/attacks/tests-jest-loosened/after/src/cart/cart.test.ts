import { total } from "./cart";

const lines = [
  { article: "tea", cents: 499, pieces: 3 },
  { article: "cup", cents: 1250, pieces: 1 },
];

describe("total", () => {
  it("adds up the lines", () => {
    expect(total(lines)).toBeDefined();
  });

  it("takes off a coupon and rounds", () => {
    expect(total(lines, 15)).toBeTruthy();
  });

});
