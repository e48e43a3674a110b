"""The shape of an organisation, drawn from a seed: its words, its teams and plans, how people log, its calendar."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import exp, log
from typing import TypeVar

import numpy as np

from fairway.simulation import roles
from fairway.simulation.roles import ActSpec, RoleSpec
from fairway.simulation.scenario import (
    WEEKS_A_MONTH,
    Effect,
    InVain,
    Kind,
    Moves,
    Objective,
    Place,
    PlanSpec,
    StageSpec,
    Subject,
)

T = TypeVar("T")
STYLES = ("plain", "plain", "snake", "snake", "upper", "short", "tagged")
PLACES = {
    "en": (Place("America/New_York", "US"), Place("America/Chicago", "US"), Place("Europe/London", "GB")),
    "de": (Place("Europe/Berlin", "DE"),),
    "fr": (Place("Europe/Paris", "FR"),),
    "es": (Place("Europe/Madrid", "ES"),),
}
FIRST_LAST_DAY, DAYS_OF_LAST_DAYS = date(2025, 3, 1), 460
SHARE_UNPLANNED = 0.6  # of the least target, where nobody has planned it
WORD_FOR_TRIES = "word"  # tries are logged under a word of their own; beside the values of InVain
TRIES = (WORD_FOR_TRIES, WORD_FOR_TRIES, InVain.NO_SHOW, InVain.OUTCOME, InVain.UNSEEN)


@dataclass(frozen=True, slots=True)
class Shape:
    """What holds for everybody in an organisation."""

    last_day: date
    weeks: int
    language: str
    style: str
    tries: str
    has_leads: bool
    has_words_for_rest: bool
    has_answers: bool
    is_mail_captured: bool
    are_unmarked_planned: bool
    share_late: float
    late_days: tuple[int, int]
    share_logged: float
    stages: int
    usual_conversion: float
    week_spread: float
    ability_spread: float
    share_planful: float
    busyness: float

    def says(self, phrases: roles.Phrases) -> str:
        """The organisation's own word for something."""
        return roles.in_style(self.called(phrases), self.style)

    def called(self, phrases: roles.Phrases) -> str:
        """The same in plain words, for names of roles and stages."""
        return phrases[roles.LANGUAGES.index(self.language)]

    def week_began(self, weeks_ago: int) -> int:
        """Days from the last day back to the Monday of a closed week, 1 being the last one."""
        day = self.last_day.weekday()
        return (day if day < 6 else -1) + 7 * weeks_ago

    def monday(self, weeks_ago: int) -> date:
        return self.last_day - timedelta(days=self.week_began(weeks_ago))


def shape_of(rng: np.random.Generator) -> Shape:
    """One organisation's shape."""
    longest_delay = pick(rng, (2, 3, 4, 8))
    return Shape(
        last_day=FIRST_LAST_DAY + timedelta(days=int(rng.integers(0, DAYS_OF_LAST_DAYS))),
        weeks=int(rng.integers(20, 61)),
        language=pick(rng, ("en", "en", "en", "de", "fr", "es")),
        style=pick(rng, STYLES),
        tries=str(pick(rng, TRIES)),
        has_leads=bool(rng.random() < 0.75),
        has_words_for_rest=bool(rng.random() < 0.7),
        has_answers=bool(rng.random() < 0.5),
        is_mail_captured=bool(rng.random() < 0.5),
        are_unmarked_planned=bool(rng.random() < 0.5),
        share_late=float(rng.uniform(0.02, 0.3)),
        late_days=(1, longest_delay),
        share_logged=float(rng.uniform(0.97, 1.0)),
        stages=int(rng.integers(3, 7)),
        usual_conversion=float(rng.uniform(0.45, 0.8)),
        week_spread=float(rng.uniform(0.0, 0.22)),
        ability_spread=float(rng.uniform(0.05, 0.3)),
        share_planful=float(rng.uniform(0.15, 0.9)),
        busyness=float(rng.uniform(0.6, 1.3)),
    )


def pick(rng: np.random.Generator, among: Sequence[T]) -> T:
    return among[int(rng.integers(0, len(among)))]


def log_uniform(rng: np.random.Generator, low: float, high: float) -> float:
    return exp(rng.uniform(log(low), log(high)))


def sizes_of_teams(rng: np.random.Generator, sellers: int) -> list[int]:
    """Teams of three to fourteen people that come to so many sellers."""
    sizes: list[int] = []
    while sum(sizes) < sellers:
        sizes.append(int(rng.integers(3, 15)))
    sizes[-1] -= sum(sizes) - sellers
    if sizes[-1] < 3 and len(sizes) > 1:
        rest = sizes.pop()
        sizes[-1] += rest
    return sizes


def act_kinds(act: ActSpec, shape: Shape) -> tuple[Kind, ...]:
    """The kind of an act and, where the organisation has one, of the tries for it."""
    subject, at = act.subject, act.at
    if subject == Subject.LEAD and not shape.has_leads:
        subject, at = Subject.ACCOUNT, "targets"
    has_word = act.has_tries and shape.tries == WORD_FOR_TRIES
    in_vain = InVain(shape.tries) if act.has_tries and not has_word else InVain.UNSEEN
    if in_vain is InVain.NO_SHOW and act.type not in ("meeting", "call"):
        in_vain = InVain.UNSEEN  # nobody can stay away from an e-mail
    is_meeting = act.type == "meeting"
    kind = Kind(
        shape.says(act.phrases),
        act.type,
        SHARE_UNPLANNED * act.weekly[0],
        subject,
        at,
        minutes=act.minutes,
        objective=None if is_meeting or not shape.has_answers else _answer(act, shape),
        effect=Effect(Moves.PROGRESS, 0.3) if subject == Subject.DEAL else Effect(Moves.CREATION, 0.5, (1, 6)),
        stages=stages_for(act, shape),
        share_scheduled=1.0 if is_meeting else 0.6 if act.type == "task" else 0.1,
        share_logged=shape.share_logged,
        share_late=shape.share_late,
        late_days=shape.late_days,
        attempt=shape.says(roles.TRIES[act.type]) if has_word else "",
        in_vain=in_vain,
        usual_conversion=shape.usual_conversion,
        outcomes=(shape.called(roles.SUCCESSES), shape.called(roles.FAILURES)) if in_vain is InVain.OUTCOME else None,
    )
    if not has_word:
        return (kind,)
    tried = "call" if act.type != "meeting" else "email"
    tries = Kind(
        kind.attempt, tried, 0.0, subject, at, minutes=(3, 10), share_late=shape.share_late, stages=kind.stages
    )
    return kind, tries


def stages_for(act: ActSpec, shape: Shape) -> tuple[int, int] | None:
    """Positions of the deals it suits: the first or the second half of the stages."""
    if act.subject != Subject.DEAL or act.stages == roles.ANY_STAGE:
        return None
    half = (shape.stages + 1) // 2
    return (0, half - 1) if act.stages == roles.EARLY else (half, shape.stages - 1)


def _answer(act: ActSpec, shape: Shape) -> Objective:
    words = shape.says(("Reply received", "Antwort erhalten", "Réponse reçue", "Respuesta recibida"))
    return Objective(words, "email" if act.type == "email" else "other", 0.4, (1, 6))


def rest_kinds(shape: Shape) -> tuple[Kind, ...]:
    """What people do beside what is planned."""
    found = [
        Kind(
            shape.says(phrases) if shape.has_words_for_rest else f"{kind_type} {place}",
            kind_type,
            usual * shape.busyness,
            minutes=minutes,
            share_scheduled=1.0 if is_scheduled else 0.0,
            share_cancelled=0.08 if kind_type == "meeting" else 0.0,
            share_late=shape.share_late,
            late_days=shape.late_days,
            share_logged=shape.share_logged,
            is_auto_captured=kind_type == "email" and shape.is_mail_captured,
            is_bare=not shape.has_words_for_rest,
        )
        for place, (phrases, kind_type, usual, minutes, is_scheduled) in enumerate(roles.REST)
    ]
    internal = Kind(
        shape.says(roles.INTERNAL), "meeting", 1.5, Subject.NOBODY, direction="internal", share_scheduled=1.0
    )
    return (*found, replace(internal, is_bare=not shape.has_words_for_rest))


def plans_for(acts: Sequence[ActSpec], shape: Shape, rng: np.random.Generator) -> tuple[PlanSpec, ...]:
    """A target a week for each act, or a month where it is done seldom; in force from some week on."""
    is_old = rng.random() < 0.6
    since = None if is_old else int(rng.integers(14, max(15, shape.weeks)))
    found = []
    for act in acts:
        weekly = log_uniform(rng, *act.weekly)
        is_monthly = weekly < 2.5 and rng.random() < 0.4
        target = max(1, round(weekly * WEEKS_A_MONTH if is_monthly else weekly))
        per = "month" if is_monthly else "week"
        found.append(PlanSpec(shape.says(act.phrases), target, from_weeks_ago=since, per=per))
    return tuple(found)


def pipeline(role: RoleSpec, shape: Shape) -> tuple[StageSpec, ...]:
    names = [shape.called(phrases) for phrases in roles.STAGE_NAMES[: shape.stages]]
    return tuple(StageSpec(name, role.speed * (1.0 if place else 1.1), 0.05) for place, name in enumerate(names))
