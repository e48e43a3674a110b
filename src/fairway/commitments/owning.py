"""Who owns which cause, what can be done about it, and when somebody looks: owners.yaml, read and checked."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from fairway.commitments.types import Care, Intervention, Owner, OwnerRole
from fairway.lib.yaml_files import read_yaml
from fairway.signs.types import Cause

FILE = Path(__file__).with_name("owners.yaml")
USUAL_DAYS = 14  # after which an obstacle that was raised freely is looked at


@lru_cache(maxsize=1)
def cares() -> Mapping[Cause, Care]:
    """By cause, in the order in which causes are doubted. ValueError where the file names none of a cause's owners."""
    stated = read_yaml(FILE)
    return {cause: _care(cause, stated[cause]) for cause in Cause}


def _care(cause: Cause, stated: Mapping[str, Any]) -> Care:
    care = Care(
        cause=cause,
        words=stated["words"],
        owners=tuple(OwnerRole(role) for role in stated["owners"]),
        interventions=tuple(Intervention(one["what"], OwnerRole(one["by"])) for one in stated["interventions"]),
        check_after_days=int(stated["check_after_days"]),
        for_everybody=OwnerRole(stated["for_everybody"]),
        is_together=bool(stated.get("together")),
    )
    if not {care.for_everybody, *(one.by for one in care.interventions)} <= set(care.owners):
        raise ValueError(f"owners.yaml: {cause} is left to somebody who does not own it")
    return care


def place_of(cause: Cause) -> str:
    """How forms and addresses name a cause: by its place. A word such as "effort" stands on no page, not even in what a
    browser hides.
    """
    return str(list(Cause).index(cause))


def cause_at(place: str) -> Cause | None:
    """The cause a form or an address names; None where it names none."""
    return next((cause for cause in Cause if place_of(cause) == place), None)


def may_own(cause: Cause | None, role: OwnerRole) -> bool:
    """Whether that role may take it on; what was raised freely, any."""
    return cause is None or role in cares()[cause].owners


def preselected(cause: Cause | None, offered: list[Owner]) -> Owner | None:
    """Who is proposed as owner: whoever does the first thing as a rule, else the first of those who may."""
    if cause is not None:
        usual = cares()[cause].interventions[0].by
        found = next((owner for owner in offered if owner.role is usual), None)
        if found is not None:
            return found
    return offered[0] if offered else None
