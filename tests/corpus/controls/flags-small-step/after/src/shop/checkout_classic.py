from shop.gateway import authorize, capture


def classic_checkout(cart, customer):
    """Authorize first, capture when the parcel leaves."""
    hold = authorize(customer.card, cart.total_cents)
    cart.reserve()
    return capture(hold)
