import json

from dashboard.queries import load_figures

TTL = 300


def cache_key(period: str) -> str:
    return f"figures:{period}"


def figures(redis, tenant_id: int, period: str) -> dict:
    """The figures of a tenant for a period, at most five minutes old."""
    key = cache_key(period)

    cached = redis.get(key)
    if cached is not None:
        return json.loads(cached)
    fresh = load_figures(tenant_id, period)
    redis.setex(key, TTL, json.dumps(fresh))
    return fresh
