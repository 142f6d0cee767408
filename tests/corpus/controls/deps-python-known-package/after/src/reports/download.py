import requests
from tenacity import retry, stop_after_attempt, wait_random_exponential

from reports.settings import ARCHIVE_URL


@retry(stop=stop_after_attempt(3), wait=wait_random_exponential(max=8), reraise=True)
def download(name: str) -> bytes:
    """A finished report; the archive may need a moment to show it."""
    response = requests.get(f"{ARCHIVE_URL}/{name}", timeout=10)
    response.raise_for_status()
    return response.content
