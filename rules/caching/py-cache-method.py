from functools import cache, cached_property, lru_cache


class Shop:
    # ruleid: py-cache-method
    @lru_cache(maxsize=None)
    def price(self, item): ...

    # ruleid: py-cache-method
    @cache
    def total(self): ...

    # ruleid: py-cache-method
    @lru_cache
    def count(self): ...

    # ok: py-cache-method
    @cached_property
    def name(self): ...

    @staticmethod
    # ok: py-cache-method
    @cache
    def rate(day): ...


# ok: py-cache-method
@cache
def rate(day): ...
