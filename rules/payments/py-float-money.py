from decimal import Decimal


def charge(order, amount, text):
    # ruleid: py-float-money
    total = float(amount)
    # ruleid: py-float-money
    total = float(order.unit_price)
    # ruleid: py-float-money
    pay(float(order.amount_due))
    # ok: py-float-money
    total = Decimal(amount)
    # ok: py-float-money
    ratio = float(text)
    # ok: py-float-money
    seconds = float(timeout)
    # ok: py-float-money
    total = amount * 100
