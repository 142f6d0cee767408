import { euros } from "../format/money";

export interface Invoice {
  number: string;
  lines: { title: string; cents: number }[];
  taxCents: number;
}

export function render(invoice: Invoice): string {
  const net = invoice.lines.reduce((sum, line) => sum + line.cents, 0);
  const rows = invoice.lines.map((line) => `${line.title.padEnd(30)}${euros(line.cents)}`);
  return [
    `Invoice ${invoice.number}`,
    ...rows,
    `Tax                           ${euros(invoice.taxCents)}`,
    `Total                         ${euros(net + invoice.taxCents)}`,
  ].join("\n");
}
