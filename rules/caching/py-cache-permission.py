from functools import cache, lru_cache


# ruleid: py-cache-permission
@lru_cache(maxsize=None)
def rights_of(user_id):
    return frozenset(load(user_id))


# ruleid: py-cache-permission
@cache
def has_permission(user, right):
    return right in user.rights


# ruleid: py-cache-permission
@cache.memoize(300)
def get_user_roles(user_id):
    return load(user_id)


# ok: py-cache-permission
@lru_cache
def page_of(number):
    return load(number)


# ok: py-cache-permission
@property
def permissions(self):
    return self.load()


# ok: py-cache-permission
def rights_of_all(users):
    return load(users)
