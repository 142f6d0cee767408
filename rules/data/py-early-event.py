def early(session, order):
    session.add(order)
    session.flush()
    # ruleid: py-early-event
    publish(OrderPlaced(order.id))
    session.commit()


def task(db, order):
    db.session.add(order)
    # ruleid: py-early-event
    send_receipt.delay(order.id)
    # ruleid: py-early-event
    events.emit("placed", order.id)
    db.session.commit()


def late(session, order):
    session.add(order)
    session.commit()
    # ok: py-early-event
    publish(OrderPlaced(order.id))
    # ok: py-early-event
    send_receipt.delay(order.id)


def none(order):
    # ok: py-early-event
    publish(order)
