"""The answer of a practice case, reasoned from what it shows by the steps managers are taught.

1. Which driver carries the gap: the one furthest short of the seller's own last four quarters and of peers, shrunk
   where it stands on few.
2. Which metrics are activities that act on it.
3. Which of these can be seen in this CRM, have room left, fit into the hours and show before the period ends.
4. What speaks for each of the rest: a trial here before peers who raised it before experience elsewhere; then the room
   that is left; then the hours.
"""

from collections.abc import Iterator, Sequence

from fairway.training.choosing.objecting import Objection, objections
from fairway.training.choosing.saying import evidence_words, first_up, level, names, span
from fairway.training.choosing.types import AnswerKey, Case, Driver, Grade, Judged, Option
from fairway.web.words import number, plural

ALIKE = 0.03  # of headroom; less says nothing


def answer_key(case: Case) -> AnswerKey:
    """The answer of a case. ValueError where nothing stands."""
    driver = carrier(case.drivers)
    against = {one.key: list(objections(one, case, driver)) for one in case.options}
    standing = ranked([one for one in case.options if not against[one.key]])
    if not standing:
        raise ValueError(f"{case.key}: every option has something against it.")
    fallen = [one for one in case.options if against[one.key]]
    judged = [
        Judged(standing[0], Grade.BEST, _best_why(standing[0], case)),
        *(Judged(one, Grade.ACCEPTABLE, _acceptable_why(one, standing[0])) for one in standing[1:]),
        *(Judged(one, Grade.WRONG, wrong_why(against[one.key])) for one in fallen),
    ]
    steps = {
        "gap": _gap(case),
        "driver": _driver(case, driver),
        "activities": _activities(case, driver, against),
        "filters": _filters(fallen, against),
        "evidence": _evidence(standing),
    }
    return AnswerKey(driver, judged, steps)


def carrier(drivers: Sequence[Driver]) -> Driver:
    """The driver that is furthest short, where it stands on enough to say so."""
    return max(drivers, key=lambda one: one.trusted_short)


def ranked(options: Sequence[Option]) -> list[Option]:
    """By evidence, then by room in steps that say something, then by fewer hours."""
    return sorted(options, key=lambda one: (-one.evidence, -round(one.headroom / ALIKE), one.hours, one.key))


def wrong_why(against: Sequence[Objection]) -> str:
    """Why it tempts and what speaks against it, the weightiest first."""
    first, *more = against
    besides = "".join(f" Besides, {one.but}." for one in more)
    return f"It tempts because {first.tempts}, but {first.but}.{besides}"


def _gap(case: Case) -> str:
    heading, goal = level(case.heading_for, case.result_unit), level(case.goal, case.result_unit)
    return (
        f"{case.seller} is heading for {heading} of {goal} {case.result}, with {plural(case.weeks_left, 'week')} left."
    )


def _driver(case: Case, driver: Driver) -> str:
    now, before, peers = (level(value, driver.unit) for value in (driver.now, driver.before, driver.peers))
    said = (
        f"{driver.name}: {now}, against {before} in their own last four quarters and {peers} at peers. "
        f"No other driver is as far off"
    )
    chance = [one for one in case.drivers if one.short > driver.short]
    if not chance:
        return f"{said}."
    few = names([f"{one.name} ({plural(one.count, one.of, one.of)})" for one in chance])
    return f"{said} and stands on as many: {few} looks lower still, on too few to tell it from chance."


def _activities(case: Case, driver: Driver, against: dict[str, list[Objection]]) -> str:
    aimed = [one.name for one in case.options if not any(found.is_of_kind for found in against[one.key])]
    return f"Of {len(case.options)} metrics, {len(aimed)} are activities that act on it: {names(aimed)}."


def _filters(fallen: Sequence[Option], against: dict[str, list[Objection]]) -> str:
    out = [
        f"{one.name} ({against[one.key][0].word})" for one in fallen if not any(f.is_of_kind for f in against[one.key])
    ]
    return f"Out fall {names(out)}." if out else "All of these pass the filters."


def _evidence(standing: Sequence[Option]) -> str:
    best, *others = standing
    said = f"{best.name} comes first: {evidence_words(best.evidence)}."
    return f"{said} {names([one.name for one in others])} can stand beside it." if others else said


def _best_why(best: Option, case: Case) -> str:
    own, top = level(best.own, best.unit), level(best.top, best.unit)
    return (
        f"It acts where the gap is and has room: {own} now, {top} in the best quarter. Shows after {span(best.weeks)} "
        f"weeks of {case.weeks_left}, takes {number(best.hours)} of {number(case.hours_free)} hours, recorded in "
        f"{best.filled:.0%}. {best.found}"
    )


def _acceptable_why(one: Option, best: Option) -> str:
    if one.evidence < best.evidence:
        less = f"{evidence_words(one.evidence)}, while for {best.name} {evidence_words(best.evidence)}"
        room = "Even with more room it" if one.headroom > best.headroom else "It"
        return f"{room} comes second. {first_up(less)}."
    return f"It passes as well, with as much found for it, but less room than {best.name}."


def explained(key: AnswerKey) -> Iterator[tuple[str, str]]:
    """The way to the answer, step by step: a heading and a sentence each."""
    headings = {
        "gap": "Gap",
        "driver": "Driver",
        "activities": "Activities",
        "filters": "Filters",
        "evidence": "Evidence",
    }
    return ((headings[name], sentence) for name, sentence in key.steps.items())
