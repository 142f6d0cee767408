def show(client, user):
    # ruleid: py-flag-default-on
    client.variation("new-checkout", user, True)
    # ruleid: py-flag-default-on
    flags.is_enabled("new-checkout", default=True)
    # ruleid: py-flag-default-on
    client.get_boolean_value("new-checkout", True)
    # ok: py-flag-default-on
    client.variation("new-checkout", user, False)
    # ok: py-flag-default-on
    flags.is_enabled("new-checkout")
    # ok: py-flag-default-on
    options.get("colour", True)
