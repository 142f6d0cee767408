from accounts.audit import AuditTrail
from accounts.models import Session, User


class NotAllowed(Exception):
    """Only support staff may act as somebody else."""


def impersonate(staff: User, customer: User, reason: str, trail: AuditTrail) -> Session:
    """A session in which a member of the staff sees what a customer sees."""
    if not staff.is_support:
        raise NotAllowed(staff.id)
    return Session.start(user=customer, acting=staff)


def stop(session: Session, trail: AuditTrail) -> None:
    session.end()
