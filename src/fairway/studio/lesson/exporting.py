"""1:1s that were planned and what leaders agreed to, as tables for an export. The question and the promise of a 1:1 are
between the two who meet, and a lesson is of nobody but whoever takes it and their own manager: none of it is here.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.studio.lesson.queries import every_agreement, every_one_to_one

ONE_TO_ONES = ("seller_id", "starts_at", "minutes", "topics")
AGREEMENTS = ("leader_id", "version", "agreed_at", "taken_back_at")

Table = tuple[Sequence[str], list[tuple[Any, ...]]]  # columns, rows


def lesson_tables(ids: Mapping[int, str]) -> dict[str, Table]:
    """By name; `ids` gives everyone's id in the export."""
    met = [(ids[one.person_key], one.starts_at, one.minutes, " ".join(one.topics)) for one in every_one_to_one()]
    agreed = [(ids[key], *others) for key, *others in every_agreement()]
    return {"one_to_ones": (ONE_TO_ONES, met), "leader_agreements": (AGREEMENTS, agreed)}
