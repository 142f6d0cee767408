from worker.gateway import Gateway
from worker.models import Charge


def _amount_of(event: dict) -> int:
    return event["plan"]["cents"] * event["seats"]


def on_subscription_due(event: dict, gateway: Gateway) -> Charge | None:
    """Charge a subscription."""
    amount = _amount_of(event)
    charge = gateway.charge(event["customer"], amount)
    return Charge.store(charge.id, event["customer"], amount)
