"""Pilots as their pages show them: in words, and no more than the viewer may know."""

from collections.abc import Sequence
from dataclasses import dataclass

from fairway.evidence.pilots.carrying import Progress
from fairway.evidence.pilots.lots import balance
from fairway.evidence.pilots.queries import (
    entrants_for,
    may_cover,
    people_in,
    pilots_for,
    pilots_of,
    progress,
    sellers_of,
)
from fairway.evidence.pilots.types import Entrants, PilotFacts, State, TakesPart
from fairway.evidence.pilots.wording import (
    Meaning,
    chance_in_words,
    compared_in_words,
    design_in_words,
    done_in_words,
    headline_of,
    kept_in_words,
    meaning_of,
    part_in_words,
    result_in_words,
    said_in_words,
    steps_in_words,
)
from fairway.metrics.queries import definitions_for
from fairway.people import access
from fairway.people.queries import names_of
from fairway.people.types import Edit, PersonFacts, Viewer
from fairway.web.words import first_name, number, plural


@dataclass(frozen=True, slots=True)
class PilotLine:
    """One pilot in a list."""

    facts: PilotFacts
    activity: str
    objective: str
    retired: str
    whose: str
    headline: str


@dataclass(frozen=True, slots=True)
class SellerLine:
    """One seller who takes part, with what they did of the activity so far."""

    person: PersonFacts
    words: str
    done: str


@dataclass(frozen=True, slots=True)
class PilotPage:
    """One pilot for one viewer. `sellers` are those of them the viewer may see, `others` how many more take part."""

    line: PilotLine
    design: str
    said: str
    target: str
    sellers: tuple[SellerLine, ...]
    others: int
    groups: str
    carried: str
    is_hardly_done: bool
    result: str
    chance: str
    kept: str
    steps: str
    meaning: Meaning | None
    entrants: Entrants | None
    may_start: bool
    may_stop: bool
    may_judge: bool
    may_withdraw: bool

    @property
    def facts(self) -> PilotFacts:
        return self.line.facts


@dataclass(frozen=True, slots=True)
class OwnPart:
    """What a seller's own page says of a pilot they take part in."""

    key: int
    activity: str
    retired: str
    part: str
    compared: str
    why: str


def lines_of(viewer: Viewer) -> list[PilotLine]:
    """Every pilot a viewer may know of."""
    return _lines([facts for facts, _ in pilots_for(viewer)], viewer)


def _lines(pilots: Sequence[PilotFacts], viewer: Viewer) -> list[PilotLine]:
    keys = {
        key for facts in pilots for key in (facts.wish.metric_key, facts.wish.objective_key, facts.wish.retired_key)
    }
    names = {key: definition.name for key, definition in definitions_for(keys).items()}
    heads = {facts.wish.head_key for facts in pilots if facts.wish.head_key is not None}
    known = names_of(access.known_by_name(viewer, heads)) if heads else {}
    return [
        PilotLine(
            facts,
            activity=names.get(facts.wish.metric_key, facts.wish.metric_key),
            objective=names.get(facts.wish.objective_key, facts.wish.objective_key),
            retired=names.get(facts.wish.retired_key, facts.wish.retired_key),
            whose=_whose(facts, known),
            headline=headline_of(facts, viewer.on),
        )
        for facts in pilots
    ]


def _whose(facts: PilotFacts, known: dict[int, str]) -> str:
    if facts.is_for_everybody:
        return "Everybody"
    name = known.get(facts.wish.head_key or 0)
    return f"Sellers of {name}" if name else "Part of the organisation"


FEWEST_SHOWN = 5  # of a group, below which a sum of it tells of one person whoever knows the others


def page_of(viewer: Viewer, facts: PilotFacts, seen: Sequence[TakesPart]) -> PilotPage:
    """What one pilot's page says to a viewer who may know of it."""
    line = _lines([facts], viewer)[0]
    everybody = sellers_of(facts.key)
    so_far = progress(facts, everybody, viewer.on)
    result, wish = facts.result, facts.wish
    has_begun = so_far.weeks > 0 and facts.state is not State.PROPOSED
    # Whoever sees each of them learns nothing from their sums.
    shows_sums = len(seen) == len(everybody) or _smallest(everybody) >= FEWEST_SHOWN
    entrants = None
    if facts.state is State.PROPOSED:
        entrants = entrants_for(wish, viewer.on, is_for_everybody=facts.is_for_everybody)
    drawn = [person.key for person in entrants.people] if entrants else [place.person_key for place in everybody]
    may_plan = bool(drawn) and access.editable_keys(viewer, drawn, Edit.PLAN) == set(drawn)
    covers = may_cover(viewer, None if facts.is_for_everybody else wish.head_key or 0)
    return PilotPage(
        line=line,
        design=design_in_words(wish),
        said=said_in_words(facts.said, wish, line.objective),
        target=f"{number(float(wish.target))} a {wish.per}",
        sellers=_sellers(viewer, facts, seen, so_far),
        others=len(everybody) - len(seen),
        groups=_groups(everybody, line.objective, shows_sums=shows_sums),
        carried=_carried(so_far, shows_sums=shows_sums) if has_begun else "",
        is_hardly_done=has_begun and shows_sums and so_far.is_hardly_done,
        result=result_in_words(facts, result, line.objective, shows_level=shows_sums) if result else "",
        chance=chance_in_words(result) if result else "",
        kept=kept_in_words(result) if result else "",
        steps=steps_in_words(facts, result) if result else "",
        meaning=meaning_of(facts, result, shows_sums=shows_sums) if facts.state is State.JUDGED else None,
        entrants=entrants,
        may_start=facts.state is State.PROPOSED and may_plan and wish.starts_on > viewer.on,
        may_stop=facts.state is State.RUNNING and viewer.on <= facts.ends_on and (covers or may_plan),
        may_judge=facts.state is State.RUNNING and viewer.on > facts.ends_on and (covers or may_plan),
        may_withdraw=facts.state is State.PROPOSED and covers,
    )


def _sellers(viewer: Viewer, facts: PilotFacts, seen: Sequence[TakesPart], so_far: Progress) -> tuple[SellerLine, ...]:
    people = people_in(seen, viewer.on)
    own = {one.person_key: one for one in so_far.each}
    found = []
    for place in seen:
        person = people.get(place.person_key)
        if person is None:
            continue  # has left; nobody's page is there any more
        done = own.get(place.person_key)
        words = ""
        if done is not None and done.weeks:
            words = f"{number(done.done)} of {number(round(done.wanted))} in {plural(done.weeks, 'week')}"
        who = "You" if person.key == viewer.person_key else first_name(person.name)
        found.append(SellerLine(person, part_in_words(place, facts, who=who), words))
    return tuple(sorted(found, key=lambda one: one.person.name.casefold()))


def _smallest(places: Sequence[TakesPart]) -> int:
    arms = [place.arm for place in places]
    return min((arms.count(arm) for arm in set(arms)), default=0)


def _carried(so_far: Progress, *, shows_sums: bool) -> str:
    if not shows_sums:
        return f"Groups are smaller than {FEWEST_SHOWN}: their sums would tell of one person, and are not shown here."
    return done_in_words(so_far.done, so_far.wanted, so_far.unasked)


def _groups(places: Sequence[TakesPart], objective: str, *, shows_sums: bool) -> str:
    """How alike the groups were before; empty before the draw."""
    if len({place.arm for place in places}) < 2 or len(places) < 3:
        return ""
    found = balance([place.past for place in places], [place.arm for place in places])
    sizes = " and ".join(str(size) for size in found.sizes)
    means = " and ".join(number(mean) for mean in found.means)
    alike = "alike" if found.is_even else "not quite alike, which the comparison takes into account"
    levels = f": {means} a week of {objective}" if shows_sums else ""
    return f"Groups of {sizes}. Before the start they were {alike}{levels}."


def own_parts(viewer: Viewer, person: PersonFacts) -> list[OwnPart]:
    """Pilots a seller takes part in now, as their page says it to them and to those who see it."""
    is_own = viewer.person_key == person.key
    found = pilots_of(person.key, viewer.on)
    if not found:
        return []
    lines = _lines([facts for facts, _ in found], viewer)
    return [
        OwnPart(
            key=facts.key,
            activity=line.activity,
            retired=line.retired,
            part=part_in_words(place, facts, who="You" if is_own else first_name(person.name)),
            compared=compared_in_words(line.objective, facts),
            why=facts.wish.why,
        )
        for line, (facts, place) in zip(lines, found, strict=True)
    ]
