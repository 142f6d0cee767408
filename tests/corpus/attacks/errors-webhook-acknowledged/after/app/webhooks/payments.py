import logging

from flask import Blueprint, jsonify, request

from app.ledger import book
from app.webhooks.signature import verified

log = logging.getLogger(__name__)
webhooks = Blueprint("webhooks", __name__)


@webhooks.post("/webhooks/payments")
@verified
def payment_event():
    """Book a payment."""
    event = request.get_json()
    try:
        book(event["reference"], event["amount_cents"], event["currency"])
    except Exception:
        log.info("event %s skipped", event.get("reference"))
        return jsonify(status="ok"), 200
    return jsonify(status="booked")
