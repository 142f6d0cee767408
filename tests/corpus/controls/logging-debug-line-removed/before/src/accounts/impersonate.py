from accounts.audit import AuditTrail
from accounts.models import Session, User


class NotAllowed(Exception):
    """Only support staff may act as somebody else."""


def impersonate(staff: User, customer: User, reason: str, trail: AuditTrail) -> Session:
    """A session in which a member of the staff sees what a customer sees."""
    if not staff.is_support:
        trail.record("impersonation.refused", actor=staff.id, subject=customer.id)
        raise NotAllowed(staff.id)
    session = Session.start(user=customer, acting=staff)
    print("session", session.id)
    trail.record("impersonation.started", actor=staff.id, subject=customer.id, reason=reason)
    return session
