from access.models import Grant


def rights_of(user_id: int) -> frozenset[str]:
    """What a user may do at this moment."""
    grants = Grant.query.filter_by(user_id=user_id, revoked_at=None)
    return frozenset(grant.right for grant in grants)


def may(user_id: int, right: str) -> bool:
    return right in rights_of(user_id)


def revoke(user_id: int, right: str, now) -> None:
    Grant.query.filter_by(user_id=user_id, right=right).update({"revoked_at": now})
