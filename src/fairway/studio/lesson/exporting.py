"""1:1s that were planned and what leaders agreed to, as tables for an export. Of lessons only who finished, and when:
answers are their giver's alone.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.studio.lesson.queries import every_agreement, every_finished_lesson, every_one_to_one

ONE_TO_ONES = ("seller_id", "starts_at", "minutes", "topics", "question", "commitment")
AGREEMENTS = ("leader_id", "version", "agreed_at", "taken_back_at")
LESSONS = ("manager_id", "finished_at")

Table = tuple[Sequence[str], list[tuple[Any, ...]]]  # columns, rows


def lesson_tables(ids: Mapping[int, str]) -> dict[str, Table]:
    """By name; `ids` gives everyone's id in the export."""
    met = [
        (ids[one.person_key], one.starts_at, one.minutes, " ".join(one.topics), one.question, one.commitment)
        for one in every_one_to_one()
    ]
    agreed = [(ids[key], *others) for key, *others in every_agreement()]
    finished = [(ids[key], at) for key, at in every_finished_lesson()]
    return {
        "one_to_ones": (ONE_TO_ONES, met),
        "leader_agreements": (AGREEMENTS, agreed),
        "finished_lessons": (LESSONS, finished),
    }
