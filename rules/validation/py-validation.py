def store(order):
    if order.count < 0:
        # ruleid: py-validation
        raise ValueError("count")
    if not order.items:
        # ruleid: py-validation
        raise serializers.ValidationError({"items": "none"})
    if not order.user:
        # ruleid: py-validation
        raise InvalidOrderError(order)
    if order.total > LIMIT:
        # ruleid: py-validation
        raise Refused("over the limit")
    if order.weight > LIMIT:
        # ruleid: py-validation
        raise errors.ParcelTooLarge(order.weight)
    if order.stale:
        # ok: py-validation
        raise StaleOrder(order)
    if order.broken:
        # ok: py-validation
        raise RuntimeError("broken")
    if order.missing:
        # ok: py-validation
        raise KeyError(order.id)
