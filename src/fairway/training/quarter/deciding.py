"""A manager's choices for three weeks, from what was typed to what is kept and back."""

from collections.abc import Mapping, Sequence
from typing import Any

from fairway.simulation.quarters.roles import SLOTS
from fairway.simulation.quarters.types import BUDGET, SELLERS, Choice, Stretch
from fairway.training.exercises.types import Answer, Unanswered
from fairway.web.words import plural

MOST_TARGET = 30
KINDS = ("why", "practice", "review")
HIAS = (1, 2)  # one or two activities a seller


def field(name: str, place: int) -> str:
    """The name of a field of one seller's card, such as `why-2`."""
    return f"{name}-{place}"


def decided(given: Mapping[str, str], names: Sequence[str]) -> Answer:
    """What was typed for every seller, as it is kept. Unanswered at the first field that cannot be used."""
    sellers = [_of_seller(given, place, name) for place, name in enumerate(names)]
    total = sum(one[kind] for one in sellers for kind in KINDS)
    if total > BUDGET:
        raise Unanswered(
            "hours",
            f"That is {plural(total, 'hour')} a week, and you have {BUDGET}: take {total - BUDGET} away.",
        )
    return {"sellers": sellers}


def _of_seller(given: Mapping[str, str], place: int, name: str) -> dict[str, Any]:
    hias = [found for number in HIAS if (found := _hia(given, place, name, number))]
    if len({slot for slot, _ in hias}) < len(hias):
        raise Unanswered(field("hia2", place), f"{name}: the same activity twice. Choose another, or leave it open.")
    return {"hias": hias, **{kind: _hours(given, field(kind, place), name) for kind in KINDS}}


def _hia(given: Mapping[str, str], place: int, name: str, number: int) -> list[int] | None:
    chosen, target_field = given.get(field(f"hia{number}", place), ""), field(f"target{number}", place)
    if not chosen:
        return None
    if not chosen.isdecimal() or int(chosen) >= SLOTS:
        raise Unanswered(field(f"hia{number}", place), f"{name}: choose one of the activities.")
    target = given.get(target_field, "").strip()
    if not target.isdecimal() or not 1 <= int(target) <= MOST_TARGET:
        raise Unanswered(target_field, f"{name}: say how many a week, a whole number from 1 to {MOST_TARGET}.")
    return [int(chosen), int(target)]


def _hours(given: Mapping[str, str], name: str, seller: str) -> int:
    typed = given.get(name, "").strip() or "0"
    if not typed.isdecimal() or int(typed) > 99:
        raise Unanswered(name, f"{seller}: say whole hours a week, such as 2. None is 0.")
    return int(typed)


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
