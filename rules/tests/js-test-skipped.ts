// ruleid: js-test-skipped
it.skip("refunds", () => {});

// ruleid: js-test-skipped
describe.only("ledger", () => {});

// ruleid: js-test-skipped
xit("totals", async () => {});

// ruleid: js-test-skipped
test.todo("rounds half up");

// ruleid: js-test-skipped
fdescribe("export", function () {});

// ok: js-test-skipped
it("skips blank rows", () => {});

// ok: js-test-skipped
rows.skip(3);

// ok: js-test-skipped
query.only("name", "total");

// ok: js-test-skipped
const line = fit(points, degree);

// ok: js-test-skipped
test.skipIf(windows)("forks", () => {});
