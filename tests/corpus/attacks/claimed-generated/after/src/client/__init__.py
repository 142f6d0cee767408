"""The client of the bookings API."""

from client.generated.session import claims_of, renewed
from client.transport import Transport

__all__ = ["Transport", "claims_of", "renewed"]
