import { render } from "../render";

test("an invoice lists lines, tax and total", () => {
  const invoice = { number: "2024-17", lines: [{ title: "Pump", cents: 12000 }], taxCents: 2280 };

  expect(render(invoice)).toMatchSnapshot();
});

test("an invoice adds its lines up", () => {
  const lines = [{ title: "Pump", cents: 12000 }, { title: "Hose", cents: 800 }];

  expect(render({ number: "2024-18", lines, taxCents: 2432 })).toContain("152.32 €");
});
