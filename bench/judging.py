"""What the product says about simulated sellers: its own scoring and status, fed with what a deployment would know."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import numpy as np

from bench.selling import FIRST_DAY, HISTORY, RAMP, WEEKS, Crowd, Flags, Numbers
from fairway.execution.queries import measured_noise
from fairway.execution.scoring import Sheet, standing_of
from fairway.execution.types import Status
from fairway.ledger.types import NOTHING, Count
from fairway.lib.periods import Period, month_of
from fairway.metrics.words import offered
from fairway.people.types import BEGINNING, PatternFacts, WorkingTime
from fairway.plans.types import PlanFacts

OTHER_RECORDS = "email"  # what a seller logs beside the HIAs, so that no week looks unseen
KEYS = ("first_act", "second_act", "third_act")
DEFINITIONS = {key: offered(key) for key in KEYS}


@dataclass(frozen=True, slots=True)
class Judged:
    """Sellers with their targets (people x HIAs) and counts (people x HIAs x weeks)."""

    people: Crowd
    targets: Numbers
    counts: Numbers
    per: str = "week"

    @property
    def hias(self) -> int:
        return self.targets.shape[1]


def week_on(week: int) -> date:
    return FIRST_DAY + timedelta(days=7 * week)


def dispersions(judged: Judged) -> Mapping[str, float]:
    """How noisy the product finds each HIA over everybody in the weeks before the first look."""
    counts: dict[tuple[int, str, date], dict[date, Count]] = {}
    worked = judged.people.works.reshape(judged.people.people, WEEKS, 7).any(axis=2)
    for person, week in np.argwhere(worked[:, :HISTORY]):
        start = week_on(int(week))
        counts[int(person), OTHER_RECORDS, start] = {month_of(start): Count(10.0)}
        for place in range(judged.hias):
            done = float(judged.counts[person, place, week])
            if done:
                counts[int(person), KEYS[place], start] = {month_of(start): Count(done)}
    weeks = [week_on(week) for week in range(HISTORY)]
    return measured_noise([counts], KEYS[: judged.hias], weeks, {OTHER_RECORDS})


def behind(judged: Judged, person: int, week: int, noise: Mapping[str, float]) -> list[bool]:
    """For each HIA whether the product calls it behind once that week has closed."""
    last_on = week_on(week) + timedelta(days=6)
    sheet = Sheet(
        person_key=person,
        as_of_on=last_on,
        last_over_on=last_on,
        week_starts_on=0,
        plans=_plans(judged, person),
        time=working_time(judged.people, person),
        count=lambda key, start, _month: _count(judged, person, key, start),
        definitions=DEFINITIONS,
        records_in_week=lambda _week: 20.0,
        dispersions=noise,
    )
    standing = standing_of(sheet)
    statuses = {hia.metric_key: hia.status for hia in standing.hias}
    return [statuses[key] is Status.BEHIND for key in KEYS[: judged.hias]]


def _count(judged: Judged, person: int, key: str, start: date) -> Count:
    week = (start - FIRST_DAY).days // 7
    return Count(float(judged.counts[person, KEYS.index(key), week])) if 0 <= week < WEEKS else NOTHING


def _plans(judged: Judged, person: int) -> Sequence[PlanFacts]:
    return [
        PlanFacts(
            key=place,
            person_key=person,
            metric_key=KEYS[place],
            target=float(judged.targets[person, place]),
            per=judged.per,
            starts_on=judged.people.hired_on[person] or FIRST_DAY,
            ends_on=None,
            is_draft=False,
            needs_yes=False,
        )
        for place in range(judged.hias)
    ]


def working_time(people: Crowd, person: int) -> WorkingTime:
    """The same days as the product is told of them: a pattern, absences, holidays, a first day, a ramp."""
    days_a_week = int(people.days_a_week[person])
    pattern = PatternFacts(BEGINNING, "UTC", "", "", Decimal(1), frozenset(range(days_a_week)))
    return WorkingTime(
        patterns=(pattern,),
        absences=tuple(_runs(people.absent[person])),
        hired_on=people.hired_on[person],
        ramp=tuple((until, Decimal(str(share))) for until, share in RAMP),
        days_off={("", ""): frozenset(_day(n) for n in np.flatnonzero(people.holidays))},
    )


def _day(number: int) -> date:
    return FIRST_DAY + timedelta(days=int(number))


def _runs(flags: Flags) -> list[Period]:
    """Days in a row as periods."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], flags, [False]]).astype(int)))
    return [Period(_day(start), _day(end - 1)) for start, end in zip(edges[::2], edges[1::2], strict=True)]
