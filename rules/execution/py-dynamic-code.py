import ast
import builtins


def compute(formula, model, cursor):
    # ruleid: py-dynamic-code
    total = eval(formula)
    # ruleid: py-dynamic-code
    exec(f"value = {formula}", {})
    # ruleid: py-dynamic-code
    builtins.eval(formula, {}, {})

    # ok: py-dynamic-code
    ast.literal_eval(formula)
    # ok: py-dynamic-code
    model.eval()
    # ok: py-dynamic-code
    cursor.exec(formula)
    # ok: py-dynamic-code
    eval("1 + 1")
    # ok: py-dynamic-code
    evaluate(formula)
