import time

import requests

from address.settings import POSTCODE_URL


async def place_of(client, postcode: str) -> str | None:
    """The town of a postcode, or None where there is none."""
    for attempt in range(5):
        try:
            answer = requests.get(f"{POSTCODE_URL}/{postcode}")
            return answer.json()["town"]
        except Exception:
            time.sleep(attempt * 2)
    return None
