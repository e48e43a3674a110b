"""What was last seen, as it is stored."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from fairway.audit.recording import row_as_json
from fairway.signs.finding import signs_in
from fairway.signs.models import CaseSigns
from fairway.signs.packing import unpacked
from fairway.signs.queries.cases import cases_of
from fairway.signs.queries.ground import ground_at
from fairway.signs.types import Sign

Signs = Mapping[tuple[int, str], tuple[Sign, ...]]  # by person and metric


def stored_signs(person_keys: Collection[int]) -> Signs:
    """Signs of those people's HIAs as last seen, heaviest first, in one statement."""
    rows = CaseSigns.objects.filter(person_key__in=list(person_keys))
    return {(row.person_key, row.metric_key): unpacked(row.signs) for row in rows}


def signs_as_of(person_keys: Collection[int], as_of_on: date, last_over_on: date) -> Signs:
    """The same as they would have been seen at the end of a day, from the lake."""
    ground = ground_at(as_of_on, last_over_on, is_exact_past=True)
    if ground is None:
        return {}
    return {
        (ground.measured.people[case.row], case.hia.metric_key): signs_in(case)
        for case in cases_of(ground, person_keys)
    }


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """What was last seen of one person, for that person's own export."""
    return {"signs": [row_as_json(row) for row in CaseSigns.objects.filter(person_key=person_key)]}
