// ruleid: js-float-money
const total = parseFloat(amount);
// ruleid: js-float-money
const price = parseFloat(order.unitPrice);
// ruleid: js-float-money
pay(parseFloat(order.amountDue));
// ok: js-float-money
const ratio = parseFloat(text);
// ok: js-float-money
const cents = parseInt(amount, 10);
// ok: js-float-money
const width = parseFloat(style.width);
