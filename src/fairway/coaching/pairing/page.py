"""Offers and pairs as pages show them: to each of the two their own, to whoever leads both that they are a pair."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from fairway.coaching.pairing.matching import suggestions
from fairway.coaching.pairing.queries import as_suggestion, notes_of, offers_of, pairs_of, tried_in
from fairway.coaching.pairing.types import OfferFacts, PairFacts, PairState, Question, Side, Suggestion
from fairway.coaching.pairing.worksheet import Worksheet, worksheet
from fairway.coaching.queries.coaches import led_by
from fairway.execution.queries import stored_standings
from fairway.execution.types import HiaStanding
from fairway.lib.periods import week_of
from fairway.metrics.queries import definitions_for
from fairway.people.queries import names_of
from fairway.people.types import Viewer
from fairway.web.words import day, first_name


@dataclass(frozen=True, slots=True)
class OfferLine:
    """One activity of the viewer's own, and what they say of it."""

    metric_key: str
    name: str
    side: Side | None


@dataclass(frozen=True, slots=True)
class PairLine:
    """One pair in a list. `title` names the other to its two, and both to whoever leads them."""

    facts: PairFacts
    title: str
    activity: str
    state: PairState
    words: str
    waits_for_viewer: bool = False


@dataclass(frozen=True, slots=True)
class SuggestionLine:
    wish: Suggestion
    activity: str
    asker: str
    helper: str
    asker_slug: str
    helper_slug: str


@dataclass(frozen=True, slots=True)
class AskedLine:
    """Somebody who would like a pair, and for whom none is suggested yet."""

    name: str
    activity: str


@dataclass(frozen=True, slots=True)
class LedPairs:
    """What whoever leads sellers is told of pairs among them. `told` are the people it tells of."""

    suggested: Sequence[SuggestionLine]
    asked: Sequence[AskedLine]
    pairs: Sequence[PairLine]
    told: Sequence[int]


@dataclass(frozen=True, slots=True)
class OwnPairing:
    """What a seller's own page has of pairing."""

    offers: Sequence[OfferLine]
    pairs: Sequence[PairLine]


@dataclass(frozen=True, slots=True)
class Answers:
    """One side of the worksheet."""

    person_key: int
    name: str
    is_own: bool
    texts: Mapping[Question, str]


@dataclass(frozen=True, slots=True)
class PairPage:
    """One pair for one of its two, or for whoever leads both: then `sides` are empty until both let them read."""

    line: PairLine
    sheet: Worksheet
    sides: Sequence[Answers]
    writes: Collection[Question]
    own_said: str
    own_shows: bool
    other_shows: bool
    is_own: bool


def own_pairing(viewer: Viewer, hias: Sequence[HiaStanding]) -> OwnPairing:
    """Of the viewer, who is a person: their activities in force with what they say of each, and their pairs. What they
    said of one that is in force no more stands there too, to be taken back.
    """
    key = viewer.person_key or 0
    said = {one.metric_key: one.side for one in offers_of([key])}
    held = {hia.metric_key: hia.name for hia in hias if not hia.is_draft}
    held |= _metric_names(said.keys() - held.keys())
    pairs = [facts for facts in pairs_of([key], viewer.on) if facts.state_on(viewer.on) is not PairState.FELL_THROUGH]
    return OwnPairing(
        [OfferLine(metric_key, name, said.get(metric_key)) for metric_key, name in held.items()],
        _lines(viewer, pairs),
    )


def led_pairs(viewer: Viewer) -> LedPairs:
    """Who may be paired, who asked and waits, and pairs there are, among those the viewer leads directly."""
    led = {seller.key: seller for seller in led_by(viewer)}
    known = pairs_of(led, viewer.on)
    pairs = [facts for facts in known if set(facts.both) <= led.keys()]
    found = suggested_to(viewer, led)
    waiting = _waiting(led, found, [facts for facts in known if facts.is_open_on(viewer.on)])
    names = _metric_names([*(one.metric_key for one in found), *(one.metric_key for one in waiting)])
    lines = [
        SuggestionLine(
            wish=one,
            activity=names.get(one.metric_key, one.metric_key),
            asker=led[one.asker_key].name,
            helper=led[one.helper_key].name,
            asker_slug=led[one.asker_key].slug,
            helper_slug=led[one.helper_key].slug,
        )
        for one in found
    ]
    asked = [AskedLine(led[one.person_key].name, names.get(one.metric_key, one.metric_key)) for one in waiting]
    told = {key for facts in pairs for key in facts.both} | {one.person_key for one in waiting}
    told |= {key for one in found for key in (one.asker_key, one.helper_key)}
    return LedPairs(
        suggested=sorted(lines, key=lambda line: line.asker),
        asked=sorted(asked, key=lambda line: (line.name, line.activity)),
        pairs=_lines(viewer, pairs),
        told=sorted(told),
    )


def _waiting(led: Collection[int], found: Sequence[Suggestion], taken: Sequence[PairFacts]) -> list[OfferFacts]:
    """What somebody asked for and neither a pair of theirs on it nor a suggestion answers."""
    answered = {(one.asker_key, one.metric_key) for one in found} | {
        (facts.asker_key, facts.metric_key) for facts in taken
    }
    return [one for one in offers_of(led) if one.side is Side.ASKS and (one.person_key, one.metric_key) not in answered]


def suggested_to(viewer: Viewer, led: Collection[int]) -> list[Suggestion]:
    """Suggestions among people the caller asked the access door about."""
    offers = offers_of(led)
    pairs = pairs_of(led, viewer.on) if offers else []
    return suggestions(
        offers,
        stored_standings({one.person_key for one in offers}),
        taken={key for facts in pairs if facts.is_open_on(viewer.on) for key in facts.both},
        met=[as_suggestion(facts) for facts in pairs],
        week_on=week_of(viewer.on),
    )


def pair_page(viewer: Viewer, facts: PairFacts) -> PairPage:
    """One pair that the viewer may know of."""
    own_key = viewer.person_key
    is_own = own_key is not None and own_key in facts.both
    names, has_begun = names_of(facts.both), facts.starts_on is not None
    notes = notes_of(facts.key) if has_begun and (is_own or facts.is_open_to_managers) else None
    order = sorted(facts.both, key=lambda key: key != own_key)
    sides = [Answers(key, names[key], key == own_key, notes.get(key, {})) for key in order] if notes is not None else []
    return PairPage(
        line=_lines(viewer, [facts])[0],
        sheet=worksheet(),
        sides=sides,
        writes=facts.writes_on(viewer.on) if is_own else (),
        own_said=facts.said.get(own_key or 0, ""),
        own_shows=facts.shows.get(own_key or 0, False),
        other_shows=is_own and facts.shows[facts.other_than(own_key or 0)],
        is_own=is_own,
    )


def _lines(viewer: Viewer, pairs: Sequence[PairFacts]) -> list[PairLine]:
    people = names_of({key for facts in pairs for key in facts.both})
    metrics = _metric_names([facts.metric_key for facts in pairs])
    own_key = viewer.person_key or 0
    tried = tried_in([facts.key for facts in pairs], own_key)
    found = []
    for facts in pairs:
        is_own, state = own_key in facts.both, facts.state_on(viewer.on)
        asks = is_own and state is PairState.PROPOSED and not facts.said.get(own_key)
        tells = is_own and state is PairState.OVER and facts.key not in tried and bool(facts.writes_on(viewer.on))
        title = (
            people[facts.other_than(own_key)] if is_own else f"{people[facts.asker_key]}, {people[facts.helper_key]}"
        )
        words = _words(facts, state, viewer.on, asks=asks, tells=tells)
        if not is_own:
            asker, helper = first_name(people[facts.asker_key]), first_name(people[facts.helper_key])
            words = f"{asker} asked, {helper} helps. {words}"
        activity = metrics.get(facts.metric_key, facts.metric_key)
        found.append(PairLine(facts, title, activity, state, words, asks or tells))
    return found


def _words(facts: PairFacts, state: PairState, on: date, *, asks: bool, tells: bool) -> str:
    """How a pair stands; who said what while it waits is told to nobody."""
    if asks:
        return f"Proposed to you. It waits until {day(facts.over_on)}; no reason is asked for a no."
    if state is PairState.PROPOSED:
        return f"Both were asked. It waits until {day(facts.over_on)}."
    if state is PairState.FELL_THROUGH:
        return "It did not come about."
    if state is PairState.OVER:
        return f"Over since {day(facts.over_on)}.{' What was tried, and what came of it?' if tells else ''}"
    told = f" You tell each other on {day(facts.tell_on)}." if facts.tell_on and facts.tell_on >= on else ""
    return f"Until {day(facts.over_on)}.{told}"


def _metric_names(keys: Collection[str]) -> dict[str, str]:
    return {key: str(one.name) for key, one in definitions_for(set(keys)).items()} if keys else {}
