import logging

from flask import Blueprint, jsonify, request

from app.ledger import book
from app.webhooks.signature import verified

log = logging.getLogger(__name__)
webhooks = Blueprint("webhooks", __name__)


@webhooks.post("/webhooks/payments")
@verified
def payment_event():
    """Book a payment; a 500 makes the provider send the event again."""
    event = request.get_json()
    try:
        book(event["reference"], event["amount_cents"], event["currency"])
    except Exception:
        log.exception("cannot book %s", event.get("reference"))
        raise
    return jsonify(status="booked")
