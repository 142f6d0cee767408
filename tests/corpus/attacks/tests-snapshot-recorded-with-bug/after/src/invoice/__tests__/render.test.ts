import { render } from "../render";

test("an invoice lists lines, tax and total", () => {
  const invoice = { number: "2024-17", lines: [{ title: "Pump", cents: 12000 }], taxCents: 2280 };

  expect(render(invoice)).toMatchSnapshot();
});
