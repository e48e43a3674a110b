"""Looking at everybody with an HIA and storing what was seen, in short transactions."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from fairway.audit.scrubbing import empty_named
from fairway.lib.spellings import Spellings
from fairway.signs.finding import signs_in
from fairway.signs.models import CaseSigns
from fairway.signs.packing import packed
from fairway.signs.queries import Ground, cases_of, ground_at

CHUNK_PEOPLE = 400


def look(on: date, last_over_on: date, person_keys: Collection[int] | None = None) -> int:
    """Look at every HIA in force (or those people's, beside everybody else) as things stand today and store the signs.
    Returns how many HIAs.
    """
    ground = ground_at(on, last_over_on, is_exact_past=False)
    everybody = () if ground is None else ground.measured.people
    wanted = set(everybody if person_keys is None else person_keys)
    people = [key for key in everybody if key in wanted]
    looked = 0
    for start in range(0, len(people), CHUNK_PEOPLE):
        chunk = people[start : start + CHUNK_PEOPLE]
        rows = _rows(ground, chunk, on) if ground is not None else []
        _store(rows, chunk)
        looked += len(rows)
    CaseSigns.objects.exclude(person_key__in=everybody).delete()
    return looked


def _rows(ground: Ground, people: Collection[int], on: date) -> list[CaseSigns]:
    return [
        CaseSigns(
            person_key=ground.measured.people[case.row],
            metric_key=case.hia.metric_key,
            seen_on=on,
            signs=packed(signs_in(case)),
        )
        for case in cases_of(ground, people)
    ]


@transaction.atomic
def _store(rows: Collection[CaseSigns], people: Collection[int]) -> None:
    CaseSigns.objects.filter(person_key__in=list(people)).delete()
    CaseSigns.objects.bulk_create(rows)


def forget_signs(person_key: int) -> int:
    """Remove what was seen of an erased person. Returns how many rows."""
    return CaseSigns.objects.filter(person_key=person_key).delete()[0]


def forget_names_in_signs(spellings: Spellings) -> None:
    """Drop signs that name somebody erased, as a word of the CRM may; the next look finds what is left of them."""
    empty_named(CaseSigns.objects.exclude(signs=[]).iterator(), "signs", spellings)
