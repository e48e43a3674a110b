"""Keeping other changes to somebody's facts waiting until one is done."""

from collections.abc import Collection

from fairway.people.models import Person

CHUNK = 500


def hold_people(person_keys: Collection[int]) -> None:
    """Until the transaction ends, whoever else holds one of these people waits; what was read before may be outdated,
    what is read from now on is not.

    In key order, so that two who hold several never wait for each other. On SQLite a transaction is alone anyway.
    """
    keys = sorted(set(person_keys))
    for start in range(0, len(keys), CHUNK):
        # Not the stronger lock: rows that point at a person may still be added elsewhere.
        rows = Person.objects.select_for_update(no_key=True).filter(pk__in=keys[start : start + CHUNK]).order_by("pk")
        list(rows.values_list("pk"))
