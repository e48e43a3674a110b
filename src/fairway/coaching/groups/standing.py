"""A group session is one appointment of whoever leads it, whatever number of sessions it has. Plain Python."""

from collections.abc import Collection, Iterable, Mapping

from fairway.coaching.types import SessionFacts, State

Gathered = Mapping[tuple[int, int], Collection[int]]  # by group and whoever leads it, keys of sessions


def standing_for(found: Iterable[tuple[SessionFacts, int | None]]) -> dict[tuple[int, int], list[int]]:
    """Of sessions, each with whoever leads it: by group and leader the keys of theirs that are not called off, or where
    all were of all, in order. The first stands for the others in the leader's calendar.
    """
    every: dict[tuple[int, int], list[SessionFacts]] = {}
    for one, leader_key in found:
        if one.group_key is not None and leader_key is not None:
            every.setdefault((one.group_key, leader_key), []).append(one)
    return {
        place: sorted(one.key for one in [one for one in gathered if one.state is not State.CALLED_OFF] or gathered)
        for place, gathered in every.items()
    }


def is_stood_for(one: SessionFacts, leader_key: int | None, gathered: Gathered) -> bool:
    """Whether another session stands for this one in the calendar of whoever leads it."""
    keys = gathered.get((one.group_key or 0, leader_key or 0), ())
    return one.key in keys and one.key != min(keys)


def others_there(one: SessionFacts, leader_key: int | None, gathered: Gathered) -> int:
    """How many sellers the appointment of whoever leads it is with; 1 outside a group."""
    keys = gathered.get((one.group_key or 0, leader_key or 0), ())
    return len(keys) if one.key in keys else 1
