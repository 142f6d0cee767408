describe("ledger", () => {
  it("totals", async () => {
    // ruleid: js-test-assertion
    expect(total([1, 2])).toBe(3);
    // ruleid: js-test-assertion
    expect(total([])).not.toBe(1);
    // ruleid: js-test-assertion
    await expect(load()).resolves.toEqual({ rows: [] });
    // ruleid: js-test-assertion
    expect(open).to.be.true;
    // ruleid: js-test-assertion
    assert.equal(total([1]), 1);
    // ok: js-test-assertion
    expect(total([1]));
    // ok: js-test-assertion
    expect.assertions(4);
    // ok: js-test-assertion
    expect(true).toBe(true);
    // ok: js-test-assertion
    assertions(3);
  });

  test.each([[1, 2]])("adds %d", (a, b) => {
    // ruleid: js-test-assertion
    expect(a).toBeLessThan(b);
  });

  // ok: js-test-assertion
  it("loads", () => load());
});
