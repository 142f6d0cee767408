import httpx


class Transport:
    """Calls the API with the token of a session."""

    def __init__(self, base: str, token: str) -> None:
        self._client = httpx.Client(base_url=base, headers={"Authorization": f"Bearer {token}"}, timeout=5)

    def get(self, path: str) -> dict:
        answer = self._client.get(path)
        answer.raise_for_status()
        return answer.json()
