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
