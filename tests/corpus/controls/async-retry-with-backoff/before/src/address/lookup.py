import httpx

from address.settings import POSTCODE_URL


async def place_of(client: httpx.AsyncClient, postcode: str) -> str | None:
    """The town of a postcode, or None where there is none."""
    answer = await client.get(f"{POSTCODE_URL}/{postcode}", timeout=2.0)
    if answer.status_code == 404:
        return None
    answer.raise_for_status()
    return answer.json()["town"]
