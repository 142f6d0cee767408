from worker.gateway import Gateway
from worker.models import Charge, ProcessedEvent


def on_subscription_due(event: dict, gateway: Gateway) -> Charge | None:
    """Charge a subscription once, however often the queue delivers the event."""
    if ProcessedEvent.exists(event["id"]):
        return None
    amount = _amount_of(event)
    charge = gateway.charge(event["customer"], amount, idempotency_key=event["id"])
    ProcessedEvent.remember(event["id"])
    return Charge.store(charge.id, event["customer"], amount)


def _amount_of(event: dict) -> int:
    return event["plan"]["cents"] * event["seats"]
