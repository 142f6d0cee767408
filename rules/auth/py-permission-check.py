def refund(user, order):
    # ruleid: py-permission-check
    if not user.has_perm("ledger.refund"):
        return None
    return order.refund()


def close(user, account):
    if not user.has_perm("accounts.close"):
        # ruleid: py-permission-check
        raise PermissionDenied("closing needs a manager")
    account.close()


def rename(user, account):
    # ruleid: py-permission-check
    if not user.is_staff:
        raise ValueError("staff only")


def read(token):
    if expired(token):
        # ruleid: py-permission-check
        raise HTTPException(status_code=403, detail="expired")


def write(token):
    if expired(token):
        # ruleid: py-permission-check
        raise HTTPException(status.HTTP_401_UNAUTHORIZED)


def show(user):
    if user.plan != "pro":
        # ruleid: py-permission-check
        abort(403)


def update(request, account):
    # ruleid: py-permission-check
    require_permission(request.user, "accounts.update")
    # ruleid: py-permission-check
    self.check_object_permissions(request, account)
    # ruleid: py-permission-check
    policy.authorize_user(request.user, account)


def missing(order):
    if order is None:
        # ok: py-permission-check
        abort(404)
    # ok: py-permission-check
    raise HTTPException(status_code=404)


def convert(reader):
    # ok: py-permission-check
    if not reader.has_header():
        return None
    try:
        return reader.rows()
    # ok: py-permission-check
    except PermissionDenied:
        return []


def link(client):
    # ok: py-permission-check
    url = client.authorize_url("/callback")
    # ok: py-permission-check
    check_access_log(url)
    # ok: py-permission-check
    check_path_owner("/tmp")
    # ok: py-permission-check
    return PermissionDenied


# ok: py-permission-check
def check_permission(user): ...


def charge(payment, config):
    # ok: py-permission-check
    response = authorize(payment, config)
    return response
