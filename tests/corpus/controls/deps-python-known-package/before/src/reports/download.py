import time

import requests

from reports.settings import ARCHIVE_URL


def download(name: str) -> bytes:
    """A finished report; the archive may need a moment to show it."""
    for attempt in range(3):
        response = requests.get(f"{ARCHIVE_URL}/{name}", timeout=10)
        if response.ok:
            return response.content
        time.sleep(2**attempt)
    response.raise_for_status()
    return response.content
