def pay(order, key):
    # ruleid: py-idempotency
    stripe.Charge.create(amount=order.cents, idempotency_key=key)
    # ruleid: py-idempotency
    client.post(URL, json=order.body, headers={"Idempotency-Key": order.id})
    # ruleid: py-idempotency
    client.refund(order, idempotency_token=key)
    # ok: py-idempotency
    stripe.Charge.create(amount=order.cents)
    # ok: py-idempotency
    client.post(URL, headers={"Accept": "text/plain"})
    # ok: py-idempotency
    key = order.id
