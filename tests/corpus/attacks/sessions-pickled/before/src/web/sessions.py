import json
import secrets

PREFIX = "session:"
LIFETIME = 3600


class SessionStore:
    """Sessions in Redis, as JSON."""

    def __init__(self, redis) -> None:
        self._redis = redis

    def create(self, content: dict) -> str:
        key = secrets.token_urlsafe(32)
        self.save(key, content)
        return key

    def save(self, key: str, content: dict) -> None:
        self._redis.setex(PREFIX + key, LIFETIME, json.dumps(content))

    def load(self, key: str) -> dict | None:
        raw = self._redis.get(PREFIX + key)
        return None if raw is None else json.loads(raw)
