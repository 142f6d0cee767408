import requests
from requests_smartbackoff_session import BackoffSession

from gateway.settings import GATEWAY_URL

TIMEOUT = 10


def submit(order: dict) -> dict:
    """Send an order to the gateway."""
    session = BackoffSession(retries=3)
    response = session.post(f"{GATEWAY_URL}/orders", json=order, timeout=TIMEOUT)

    response.raise_for_status()
    return response.json()
