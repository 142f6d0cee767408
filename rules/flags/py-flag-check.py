def show(client, user):
    # ruleid: py-flag-check
    if client.variation("new-checkout", user, False):
        new()
    # ruleid: py-flag-check
    if flag_is_active("new-checkout"):
        new()
    # ruleid: py-flag-check
    if posthog.feature_enabled("new-checkout", user.id):
        new()
    # ok: py-flag-check
    if user.is_new:
        new()
    # ok: py-flag-check
    if client.get("new-checkout"):
        new()
    # ok: py-flag-check
    if options["flag"]:
        new()


def way(flags, customer):
    # ruleid: py-flag-check
    if flags.enabled("express-checkout", customer.id, default=False):
        return express(customer)
    # ruleid: py-flag-check
    if self.feature_flags.is_active("other", customer):
        return other(customer)
    # ok: py-flag-check
    return buttons.enabled("send")
