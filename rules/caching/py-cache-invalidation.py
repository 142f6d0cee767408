def save(user):
    # ruleid: py-cache-invalidation
    cache.delete(user.key)
    # ruleid: py-cache-invalidation
    self.user_cache.clear()
    # ruleid: py-cache-invalidation
    load.cache_clear()
    # ok: py-cache-invalidation
    cache.get(user.key)
    # ok: py-cache-invalidation
    cache.set(user.key, user)
    # ok: py-cache-invalidation
    items.clear()
