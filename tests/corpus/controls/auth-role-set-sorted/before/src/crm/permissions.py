"""Who may do what in the customer database."""

from crm.models import Membership

EXPORT_ROLES = frozenset({"owner", "compliance"})
EDIT_ROLES = frozenset({"owner", "manager", "agent"})
VIEW_ROLES = EDIT_ROLES | {"compliance", "viewer"}


def role_of(user, account) -> str:
    """The role that a user has in an account; 'none' for strangers."""
    membership = Membership.objects.filter(user=user, account=account).first()
    return membership.role if membership else "none"


def may_export(user, account) -> bool:
    return role_of(user, account) in EXPORT_ROLES


def may_edit(user, account) -> bool:
    return role_of(user, account) in EDIT_ROLES


def may_view(user, account) -> bool:
    return role_of(user, account) in VIEW_ROLES
