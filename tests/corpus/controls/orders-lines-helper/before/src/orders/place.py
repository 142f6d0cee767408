from orders.events import OrderPlaced, publish
from orders.models import Order
from orders.session import new_session


def place_order(cart, customer) -> int:
    """Store an order, then tell the rest of the world."""
    session = new_session()
    try:
        order = Order(customer_id=customer.id, total_cents=cart.total_cents)
        session.add(order)
        for line in cart.lines:
            order.lines.append(line.as_order_line())
        session.commit()
    except Exception:
        session.rollback()
        raise
    publish(OrderPlaced(order_id=order.id, total_cents=order.total_cents))
    cart.clear()
    return order.id
