def clean(session, orders):
    # ruleid: py-bulk-write
    Order.objects.all().delete()
    # ruleid: py-bulk-write
    Order.objects.update(state="closed")
    # ruleid: py-bulk-write
    session.query(Order).delete()
    # ruleid: py-bulk-write
    db.orders.delete_many({})
    # ok: py-bulk-write
    Order.objects.filter(state="old").delete()
    # ok: py-bulk-write
    session.query(Order).filter_by(id=3).delete()
    # ok: py-bulk-write
    order.delete()
    # ok: py-bulk-write
    orders.update(other)
