"""Composing "executing: is it helping?": the right half of a seller's page. Plain Python.

Words come first, then counts, then the picture; nothing here speaks of money, and nothing is worked out but words.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from fairway.desk.knowing import Known, known_of
from fairway.diagnosis.states import Said, Stand, State, said_of
from fairway.evidence.conclusions.types import FindingsFacts
from fairway.evidence.types import Picture
from fairway.evidence.verdict import PROGRESS
from fairway.execution.types import EXECUTED, ObjectiveFigure
from fairway.metrics.words import address_of
from fairway.people.types import PersonFacts
from fairway.web.guesses import Guess
from fairway.web.words import day, first_down, first_name, join_words, noun_for, number, plural, spelled

SIDE_WEEKS = 6  # closed weeks on either side of "14 in 6 weeks, was 9"
FEWEST_DRAWN = 5  # sellers of a group, below which its sums would tell of one
TOO_WIDE = 12  # of twenty, from one end of a range to the other: a picture of nothing


@dataclass(frozen=True, slots=True)
class Ground:
    """What the cards of one seller rest on: whom they are about, and the group's findings with the day of them."""

    person: PersonFacts
    is_own: bool
    findings: FindingsFacts | None = None
    concluded_on: date | None = None

    @property
    def whose(self) -> str:
        return "your" if self.is_own else f"{first_name(self.person.name)}’s"

    def candidate(self, metric_key: str) -> Mapping[str, Any] | None:
        found = self.findings.candidates if self.findings else ()
        return next((one for one in found if one["metric"] == metric_key), None)


@dataclass(frozen=True, slots=True)
class Drawn:
    """What the whole group's records show, in a sentence and as two rows of a picture."""

    words: str
    label: str
    guesses: Sequence[Guess]
    of: int
    noun: str
    foot: str


@dataclass(frozen=True, slots=True)
class EffectCard:
    """One executed HIA: is it helping, and what then."""

    slug: str
    metric_key: str
    name: str
    state: State
    said: Said
    objective: str
    figure: str  # `14 in 6 weeks, was 9`, or `14, was 9 six weeks before` of what stands at a week's end
    since: str
    wants_pilot: bool
    drawn: Drawn | None
    known: Known | None


def effect_cards(stands: Sequence[Stand], ground: Ground) -> list[EffectCard]:
    """A card for each HIA that is executed, in the order of the plan."""
    return [_card(stand, ground) for stand in stands if stand.hia.status in EXECUTED]


def _card(stand: Stand, ground: Ground) -> EffectCard:
    hia = stand.hia
    figure = hia.objective
    return EffectCard(
        slug=address_of(hia.metric_key),
        metric_key=hia.metric_key,
        name=hia.name,
        state=stand.state,
        said=said_of(stand, ground.whose),
        objective=first_down(figure.name) if figure else "",
        figure=(_stood(figure) if figure.stands else _happened(figure)) if figure else "",
        since=f"In force since {day(hia.starts_on)}." if hia.starts_on and stand.tells_on else "",
        wants_pilot=stand.wants_pilot,
        drawn=_drawn(stand, ground),
        known=known_of(stand, ground.person, ground.findings, ground.candidate(hia.metric_key), ground.concluded_on),
    )


def _happened(figure: ObjectiveFigure) -> str:
    """`14 replies in 6 weeks, was 9`."""
    recent, before = figure.weeks[-SIDE_WEEKS:], figure.weeks[-2 * SIDE_WEEKS : -SIDE_WEEKS]
    count = sum(recent)
    words = f"{number(count)} {noun_for(count, figure.noun)} in {plural(len(recent), 'week')}"
    return f"{words}, was {number(sum(before))}" if len(recent) == len(before) == SIDE_WEEKS else words


def _stood(figure: ObjectiveFigure) -> str:
    """`14 of target accounts covered, was 9 six weeks before`."""
    count, before = figure.weeks[-1], figure.weeks[-1 - SIDE_WEEKS : -SIDE_WEEKS]
    words = f"{number(count)} {noun_for(count, figure.noun)}"
    return f"{words}, was {number(before[0])} {spelled(SIDE_WEEKS).lower()} weeks before" if before else words


def _drawn(stand: Stand, ground: Ground) -> Drawn | None:
    """The group's picture; None where there is none, the group is too small, or anything could be true."""
    picture = stand.help.picture if stand.help else None
    if picture is None or stand.help is None or picture.sellers < FEWEST_DRAWN:
        return None
    if max(span.high - span.low for span in (picture.with_act, picture.without)) > TOO_WIDE:
        return None
    is_on_deals = stand.help.objective == PROGRESS
    done, usual = ("Done on the deal", "Not done") if is_on_deals else ("One more of it", "As often as now")
    guesses = (_guess(done, picture, is_done=True), _guess(usual, picture, is_done=False))
    words = _deals_in_words(picture, guesses) if is_on_deals else _weeks_in_words(picture, guesses)
    looked_at = f"{plural(picture.sellers, 'seller')}, {_weeks(ground)}{plural(picture.deals, 'deal')}"
    return Drawn(
        words=words,
        label=f"{words} Best guesses: {number(round(guesses[0].best))} and {number(round(guesses[1].best))}.",
        guesses=guesses,
        of=picture.of,
        noun="deals" if is_on_deals else "weeks",
        foot=f"{looked_at}. A pattern, not an experiment.",
    )


def _weeks(ground: Ground) -> str:
    return f"{plural(ground.findings.weeks, 'week')}, " if ground.findings else ""


def _guess(name: str, picture: Picture, *, is_done: bool) -> Guess:
    span = picture.with_act if is_done else picture.without
    return Guess(name, span.mean, span.low, span.high)


def _deals_in_words(picture: Picture, guesses: tuple[Guess, Guess]) -> str:
    within = f"within {spelled(picture.weeks).lower()} weeks"
    return (
        f"Of {picture.of} open deals, {guesses[0].words} move on {within} where it is done on them, "
        f"{guesses[1].words} where it is not."
    )


def _weeks_in_words(picture: Picture, guesses: tuple[Guess, Guess]) -> str:
    return (
        f"Of {picture.of} working weeks, {guesses[0].words} bring a new deal with one more of it, "
        f"{guesses[1].words} as often as it is done now."
    )


def lead_of(stands: Sequence[Stand], whose: str) -> str:
    """The first sentence of a page: what to do about what presses most, and why; empty without any stand."""
    if not stands:
        return ""
    said = [said_of(stand, whose).first for stand in stands]
    same = [stand for stand, words in zip(stands, said, strict=True) if words == said[0]]
    return said_of(same[0], whose, join_words([stand.hia.name for stand in same])).first
