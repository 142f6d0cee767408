import requests

from gateway.settings import GATEWAY_URL

TIMEOUT = 10


def submit(order: dict) -> dict:
    """Send an order to the gateway."""
    response = requests.post(f"{GATEWAY_URL}/orders", json=order, timeout=TIMEOUT)
    response.raise_for_status()
    return response.json()
