// ruleid: js-dynamic-code
const total = eval(formula);

// ruleid: js-dynamic-code
const add = new Function("a", "b", body);

// ruleid: js-dynamic-code
vm.runInNewContext(`result = ${formula}`, sandbox);

// ruleid: js-dynamic-code
setTimeout("refresh()", 100);

// ok: js-dynamic-code
setTimeout(() => refresh(), 100);

// ok: js-dynamic-code
model.eval(formula);

// ok: js-dynamic-code
const handlers: Function[] = [];

// ok: js-dynamic-code
const globals = new Function("return this");

// ok: js-dynamic-code
evaluate(formula);
