def cache_key(tenant_id, period):
    # ruleid: py-cache-key-owner
    return f"figures:{tenant_id}:{period}"


def figures(cache, tenant, period):
    # ruleid: py-cache-key-owner
    key = f"figures:{tenant.id}:{period}"
    # ruleid: py-cache-key-owner
    return cache.get("figures:%s:%s" % (tenant.id, period))


def other(cache, tenant, period):
    # ok: py-cache-key-owner
    key = f"figures:{period}"
    # ok: py-cache-key-owner
    text = f"figures of {tenant.id}"
    # ok: py-cache-key-owner
    return cache.get(key)
