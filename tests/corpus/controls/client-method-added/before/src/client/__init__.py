"""The client of the bookings API."""

from client.transport import Transport

__all__ = ["Transport"]
