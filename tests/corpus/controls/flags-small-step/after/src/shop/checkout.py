from shop.flags import Flags
from shop.checkout_classic import classic_checkout
from shop.checkout_express import express_checkout


def checkout(cart, customer, flags: Flags):
    """Sell a cart; the express way is being tried on five percent of customers."""
    if flags.enabled("express-checkout", customer.id, default=False):
        return express_checkout(cart, customer)
    return classic_checkout(cart, customer)
