"""What somebody's role is here: what its words say, and whether anybody works for them."""

from fairway.studio.role_sets import plain_executive
from fairway.studio.treasure_map import RoleEntry, role_in, treasure_map

MANAGER, SELLER = "manager", "seller"


def role_of(role: str, *, leads: bool) -> RoleEntry | None:
    """The role of the treasure map by a CRM's words for it; None where they say nothing.

    A manager is whoever sellers report to, unless their own words name a kind of selling: an account executive with a
    trainee sells. Words alone make no manager: nobody's acts with sellers can be counted where nobody reports to them,
    and "sales manager" is what many a seller is called.
    """
    entry = role_in(role) if role.strip() else None
    says_nothing = entry is None or entry.key in {MANAGER, SELLER}
    if leads and says_nothing and not is_account_executive(role):
        return treasure_map().roles[MANAGER]
    return None if entry is not None and entry.key == MANAGER else entry


def is_account_executive(role: str) -> bool:
    """Whether the words name somebody who takes deals from opening to signature, and say nothing of whose."""
    entry = role_in(role) if role.strip() else None
    return (entry is None or entry.key == SELLER) and plain_executive().is_named_in(role)
