"""Pages of observations: what waits, what was given, and two looks at one session beside each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fairway.coaching.beside.queries import two_of_each
from fairway.coaching.kinds import kind_of
from fairway.coaching.observing.likeness import Row, likeness_in_words, rows_of
from fairway.coaching.observing.queries import beside_it, observations_of, to_observe, to_rate
from fairway.coaching.observing.rubric import rubric
from fairway.coaching.observing.types import ObservationFacts, Rubric
from fairway.coaching.types import SessionFacts
from fairway.people.queries import names_of
from fairway.people.types import Viewer
from fairway.web.words import first_name

NOBODY_HERE = "Somebody who is here no more"
READ_BY = "Whoever observed and whoever led the session read it, and nobody else: not the seller, not who is further up"


@dataclass(frozen=True, slots=True)
class Line:
    """One observation in the list: whose session, seen by whom, and what to do about it."""

    facts: ObservationFacts
    kind: str
    who: str  # the other of the two; empty where somebody looked back on their own
    is_about_viewer: bool

    @property
    def waits(self) -> bool:
        """For an answer of the viewer's."""
        return self.is_about_viewer and not self.facts.is_own and self.facts.answered_at is None


@dataclass(frozen=True, slots=True)
class ObservedList:
    """`to_give` and `to_rate`: sessions with the names of those in them."""

    lines: Sequence[Line]
    to_give: Sequence[tuple[SessionFacts, str, str]]  # the kind and who leads it
    to_rate: Sequence[tuple[SessionFacts, str]]
    rubric: Rubric

    @property
    def headline(self) -> str:
        waiting = sum(line.waits for line in self.lines)
        if waiting:
            return "An observation waits for your answer" if waiting == 1 else "Observations wait for your answer"
        if self.to_give:
            return "A session waits for what you saw"
        return "Sessions that were observed" if self.lines else "No session was observed yet"


def observed_list(viewer: Viewer) -> ObservedList:
    found, waiting = observations_of(viewer), to_observe(viewer)
    two = two_of_each(waiting, viewer.on)
    others = {_other(viewer, one) for one in found}
    names = names_of({key for key in others if key is not None})
    return ObservedList(
        lines=[_line(viewer, one, names) for one in found],
        to_give=[(one, kind_of(one.kind).name, two[one.key].get(one.coach_key or 0, NOBODY_HERE)) for one in waiting],
        to_rate=[(one, kind_of(one.kind).name) for one in to_rate(viewer)],
        rubric=rubric(),
    )


def _line(viewer: Viewer, one: ObservationFacts, names: Mapping[int, str]) -> Line:
    other = _other(viewer, one)
    who = "" if one.is_own else names.get(other or 0, NOBODY_HERE)
    return Line(one, kind_of(one.kind).name, who, viewer.person_key == one.person_key)


def _other(viewer: Viewer, one: ObservationFacts) -> int | None:
    return one.observer_key if viewer.person_key == one.person_key else one.person_key


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """One observation beside what others saw of the same session. `called` names whose look each column is."""

    facts: ObservationFacts
    kind: str
    manager: str
    observer: str
    is_about_viewer: bool
    looks: Sequence[ObservationFacts]
    called: Sequence[str]
    rows: Sequence[Row]
    likeness: str
    rubric: Rubric

    @property
    def can_answer(self) -> bool:
        return self.is_about_viewer and not self.facts.is_own and self.facts.answered_at is None

    @property
    def people(self) -> set[int]:
        """Of whom the page tells something."""
        return {self.facts.person_key}


def observation_page(viewer: Viewer, one: ObservationFacts) -> ObservationPage:
    looks = sorted([one, *beside_it(viewer, one)], key=lambda each: not each.is_own)
    names = names_of({key for each in looks for key in (each.person_key, each.observer_key) if key is not None})
    rows = rows_of(rubric().items, [each.given for each in looks])
    return ObservationPage(
        facts=one,
        kind=kind_of(one.kind).name,
        manager=names.get(one.person_key, NOBODY_HERE),
        observer=names.get(one.observer_key or 0, NOBODY_HERE),
        is_about_viewer=viewer.person_key == one.person_key,
        looks=looks,
        called=[_called(viewer, each, names) for each in looks],
        rows=rows,
        likeness=likeness_in_words(rows),
        rubric=rubric(),
    )


def _called(viewer: Viewer, one: ObservationFacts, names: Mapping[int, str]) -> str:
    if one.observer_key == viewer.person_key:
        return "You"
    return first_name(names.get(one.observer_key or 0, NOBODY_HERE)) if one.observer_key else NOBODY_HERE
