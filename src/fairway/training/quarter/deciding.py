"""A manager's choices for three weeks, from what was typed to what is kept and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.simulation.quarters.roles import SLOTS
from fairway.simulation.quarters.types import BUDGET, SELLERS, Choice, Stretch
from fairway.training.exercises.types import Answer, Unanswered
from fairway.web.words import plural

MOST_TARGET, MOST_HOURS = 30, 99
HOURS_FOR = (
    ("why", "Asking why"),
    ("practice", "Practice"),
    ("review", "Reviewing deals"),
)
NAMES = dict(HOURS_FOR)
KINDS = tuple(NAMES)
ALL_HOURS = "hours"  # where a sum is refused, which is of no single field
HIAS = (1, 2)  # one or two activities a seller


def field(name: str, place: int) -> str:
    """The name of a field of one seller's card, such as `why-2`."""
    return f"{name}-{place}"


def decided(given: Mapping[str, str], names: Sequence[str]) -> Answer:
    """What was typed for every seller, as it is kept. Unanswered at every field that cannot be used."""
    refused: dict[str, str] = {}
    total = hours_typed(given)
    if total > BUDGET:
        refused[ALL_HOURS] = (
            f"That is {plural(total, 'hour')} a week, and you have {BUDGET}: take {total - BUDGET} away."
        )
    sellers = [_of_seller(given, place, name, refused) for place, name in enumerate(names)]
    if refused:
        raise Unanswered(*next(iter(refused.items())), refused)
    return {"sellers": sellers}


def hours_typed(given: Mapping[str, str]) -> int:
    """Coaching hours a week in all, of the fields that hold a number."""
    typed = [_hours(given.get(field(kind, place), "")) for place in range(SELLERS) for kind in KINDS]
    return sum(hours for hours in typed if hours is not None)


def _of_seller(given: Mapping[str, str], place: int, name: str, refused: dict[str, str]) -> dict[str, Any]:
    """Of one seller; what cannot be used goes to `refused`, by field."""
    hias = [found for number in HIAS if (found := _hia(given, place, name, number, refused))]
    if len({slot for slot, _ in hias}) < len(hias):
        refused[field("hia2", place)] = f"{name}: the same activity twice. Choose another, or leave it open."
    hours = {kind: _hours(given.get(field(kind, place), "")) for kind in KINDS}
    for kind, many in hours.items():
        if many is None:
            words = f"{name}, {NAMES[kind].lower()}: say whole hours a week, such as 2. None is 0."
            refused[field(kind, place)] = words
    return {"hias": hias, **hours}


def _hia(given: Mapping[str, str], place: int, name: str, number: int, refused: dict[str, str]) -> list[int] | None:
    """The activity and its target, 0 where that was refused. None where no activity is chosen."""
    hia_field, target_field = field(f"hia{number}", place), field(f"target{number}", place)
    chosen, who = given.get(hia_field, ""), name if number == HIAS[0] else f"{name}, second activity"
    if not chosen:
        return None
    slot = _whole(chosen, SLOTS - 1)
    if slot is None:
        refused[hia_field] = f"{who}: choose one of the activities."
        return None
    target = _whole(given.get(target_field, ""), MOST_TARGET)
    if not target:
        refused[target_field] = f"{who}: say how many a week, a whole number from 1 to {MOST_TARGET}."
    return [slot, target or 0]


def _hours(typed: str) -> int | None:
    return _whole(typed.strip() or "0", MOST_HOURS)


def _whole(typed: str, most: int) -> int | None:
    """A whole number from 0 to `most`; None where it is none."""
    typed = typed.strip()
    is_number = typed.isdecimal() and len(typed) <= len(str(most))
    return int(typed) if is_number and int(typed) <= most else None


def stretch_of_answer(answer: Answer) -> Stretch:
    return tuple(
        Choice(tuple((slot, target) for slot, target in one["hias"]), one["why"], one["practice"], one["review"])
        for one in answer["sellers"]
    )


def as_typed(stretch: Stretch) -> Mapping[str, str]:
    """Fields as they stand when nothing is changed: what was chosen last."""
    found: dict[str, str] = {}
    for place, choice in enumerate(stretch):
        for number, (slot, target) in enumerate(choice.hias, start=1):
            found[field(f"hia{number}", place)], found[field(f"target{number}", place)] = str(slot), str(target)
        found |= {field(kind, place): str(getattr(choice, kind)) for kind in KINDS}
    return found


UNTOUCHED: Stretch = (Choice(),) * SELLERS
