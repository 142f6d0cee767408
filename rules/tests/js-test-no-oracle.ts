test("answers", () => {
  // ruleid: js-test-no-oracle
  expect(true).toBe(true);
  // ruleid: js-test-no-oracle
  expect(answer).toEqual(answer);
  // ruleid: js-test-no-oracle
  assert.ok(true);
  // ok: js-test-no-oracle
  expect(answer).toBe(true);
  // ok: js-test-no-oracle
  expect(answer).toEqual(load(answer));
  // ok: js-test-no-oracle
  expect(ready()).toBeTruthy();
});
