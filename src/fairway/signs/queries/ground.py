"""Preparing cases for detectors: one picture of everybody with an HIA, as of a day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from fairway.engines.duck import DuckSession
from fairway.exchange.queries import Blind, blind_spots
from fairway.ledger.queries import scope_at
from fairway.lib.periods import Period, week_of, week_period
from fairway.metrics.queries import definitions_for
from fairway.metrics.types import Definition
from fairway.people.queries import facts_of, lines_since, organisation, working_time_of
from fairway.people.types import PersonFacts, WorkingTime
from fairway.plans.queries import keys_with_plan, plans_of
from fairway.plans.types import PlanFacts
from fairway.records.queries import activity_words, published_files
from fairway.signs.measuring import (
    ACCOUNTS,
    EARLY,
    LATE,
    LOST,
    OPEN,
    PLANNED,
    UNSURE,
    accounts_held,
    counted_for,
    early_deals,
    grids_of,
    late_deals,
    measure_keys,
    measures,
    type_of,
    words_of,
)
from fairway.signs.time import expected_grid, since_first_record, time_grids
from fairway.signs.types import Grid, Hia, Measured

Counted = dict[str, tuple[Grid, Grid]]  # done and unconfirmed by key
WEEKS = 30  # closed weeks looked at: 13 for a shortfall and 17 to compare with


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything for the cases of a day."""

    as_of_on: date
    measured: Measured
    hias: Mapping[str, Hia]
    plans: Mapping[int, Sequence[PlanFacts]]
    facts: Mapping[int, PersonFacts]
    since: Mapping[int, tuple[date, bool]]  # in the role since, and whether newly hired
    blind: Mapping[int, Sequence[Blind]]


def closed_weeks(as_of_on: date, last_over_on: date, *, count: int = WEEKS) -> tuple[date, ...]:
    """The newest weeks that are over by a day, oldest first."""
    newest = week_of(as_of_on, organisation().week_starts_on)
    if week_period(newest).end_on > last_over_on:
        newest -= timedelta(days=7)
    return tuple(newest - timedelta(days=7 * back) for back in range(count - 1, -1, -1))


def ground_at(as_of_on: date, last_over_on: date, *, is_exact_past: bool) -> Ground | None:
    """Everybody with an HIA in force on a day; None where nobody has one, or nothing was published yet."""
    weeks = closed_weeks(as_of_on, last_over_on)
    people = sorted(keys_with_plan(as_of_on))
    if not people or not published_files().get("activities"):
        return None
    plans = _in_force(plans_of(people, weeks[0], as_of_on), as_of_on)
    people = [key for key in people if plans.get(key)]
    if not people:
        return None
    definitions = definitions_for({plan.metric_key for rows in plans.values() for plan in rows})
    last_on = max(as_of_on, week_period(weeks[-1]).end_on)
    times = working_time_of(people, Period(weeks[0] - timedelta(days=40), last_on))
    asked = _Asked(as_of_on, weeks, tuple(people), definitions, is_exact_past)
    counted = _counted(asked)
    measured = _measured(asked, counted, times)
    facts = {person.key: person for person in facts_of(people, as_of_on)}
    return Ground(
        as_of_on=as_of_on,
        measured=measured,
        hias={
            key: _hia(one, measured, counted, _expected(key, people, plans, times, weeks))
            for key, one in definitions.items()
        },
        plans=plans,
        facts=facts,
        since=_in_role_since(facts, as_of_on),
        blind=blind_spots(people, weeks[0], week_period(weeks[-1]).end_on),
    )


def _in_force(plans: Mapping[int, Sequence[PlanFacts]], on: date) -> dict[int, list[PlanFacts]]:
    """Agreed plans of metrics that hold on the day, with their earlier targets."""
    found: dict[int, list[PlanFacts]] = {}
    for person, rows in plans.items():
        agreed = [plan for plan in rows if not plan.is_draft]
        held = {plan.metric_key for plan in agreed if plan.holds_on(on)}
        found[person] = [plan for plan in agreed if plan.metric_key in held]
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    """What one picture is counted for."""

    as_of_on: date
    weeks: tuple[date, ...]
    people: tuple[int, ...]
    definitions: Mapping[str, Definition]
    is_exact_past: bool

    def counted(self, session: DuckSession, definitions: Sequence[Definition], *, only_now: bool) -> Counted:
        weeks = self.weeks[-1:] if only_now else self.weeks
        session.look_at(scope_at(self.as_of_on, weeks, definitions))
        exact, words = self.is_exact_past, not only_now
        return grids_of(session, definitions, self.people, weeks, is_exact_past=exact, with_all_words=words)


def _counted(asked: _Asked) -> Counted:
    """Every grid by its key. Accounts have no history: they are counted as they stand, and taken for all weeks."""
    files = published_files()
    wanted = [*(more for one in asked.definitions.values() for more in counted_for(one)), *measures()]
    with DuckSession(files, scope_at(asked.as_of_on, asked.weeks, wanted)) as session:
        late_from = _late_from(session, files)
        if late_from:
            wanted.append(late_deals(late_from))
        found = asked.counted(session, wanted, only_now=False)
        if files.get("accounts"):
            for key, grids in asked.counted(session, [accounts_held()], only_now=True).items():
                found[key] = (np.repeat(grids[0], len(asked.weeks), axis=1), grids[1])
    if LATE in found and "open_deals" in found:
        early = found["open_deals"][0] - found[LATE][0]
        found[EARLY] = (early, early)
    return found


def _measured(asked: _Asked, counted: Counted, times: Mapping[int, WorkingTime]) -> Measured:
    words = activity_words()
    shares, away = time_grids([times[key] for key in asked.people], asked.weeks)
    records = np.sum([grid for name, (grid, _) in counted.items() if name == "acts" or name in words], axis=0)
    return Measured(
        people=asked.people,
        weeks=asked.weeks,
        shares=since_first_record(shares, np.broadcast_to(records, shares.shape)),
        away=away,
        series={name: counted[name][0] for name in measure_keys() if name in counted},
        words={word: counted[word][0] for word in words if word in counted},
        unconfirmed={word: counted[word][1] for word in words if word in counted},
        word_types=words,
    )


def _late_from(session: DuckSession, files: Mapping[str, Sequence[str]]) -> int:
    """The position from which an opportunity stands late: the last third of the open stages; 0 without stages."""
    if not files.get("stages"):
        return 0
    table = session.run(
        "SELECT max(position) AS last FROM stages WHERE NOT coalesce(is_closed, FALSE) GROUP BY pipeline"
    )
    lasts = [int(last) for last in table["last"].to_pylist() if last]
    return int(np.ceil(float(np.median(lasts)) * 2 / 3 + 0.01)) if lasts else 0


def measure(key: str, on: date) -> Definition | None:
    """One of `measure_keys` as it is counted on a day; None for another key, and for late ones where no stages are."""
    if key == ACCOUNTS:
        return accounts_held()
    if key not in {LATE, EARLY}:
        return next((one for one in measures() if one.key == key), None)
    files = published_files()
    with DuckSession(files, scope_at(on, [], [])) as session:
        late_from = _late_from(session, files)
    if not late_from:
        return None
    return late_deals(late_from) if key == LATE else early_deals(late_from)


def _expected(
    key: str,
    people: Sequence[int],
    plans: Mapping[int, Sequence[PlanFacts]],
    times: Mapping[int, WorkingTime],
    weeks: Sequence[date],
) -> Grid:
    return expected_grid(
        [[plan for plan in plans[person] if plan.metric_key == key] for person in people],
        [times[person] for person in people],
        weeks,
    )


def _hia(definition: Definition, measured: Measured, counted: Counted, expected: Grid) -> Hia:
    nothing = (measured.zeros(), measured.zeros())
    done, unconfirmed = counted.get(PLANNED + definition.key, nothing)
    own = words_of(definition)
    conditions = [c for c in definition.where if c.field not in {"word", "subtype", "type"}]
    return Hia(
        metric_key=definition.key,
        own_words=own,
        activity_type=type_of(definition, measured.word_types),
        done=done,
        unconfirmed=counted.get(UNSURE + definition.key, (unconfirmed,))[0],
        lost=counted.get(LOST + definition.key, nothing)[0],
        left_open=counted.get(OPEN + definition.key, nothing)[0],
        expected=np.where(measured.shares > 0, expected, 0.0),
        is_plain_word=bool(own) and not conditions,
    )


def _in_role_since(facts: Mapping[int, PersonFacts], on: date) -> dict[int, tuple[date, bool]]:
    """Since when each person has had the role they have: a change of role in their reporting lines, or the hiring."""
    lines = lines_since(list(facts), date.min)
    found: dict[int, tuple[date, bool]] = {}
    for key, person in facts.items():
        changed = None
        roles = [line for line in lines.get(key, ()) if line.kind == "line" and line.role and line.from_on <= on]
        for earlier, later in zip(roles, roles[1:], strict=False):
            if earlier.role.casefold() != later.role.casefold():
                changed = later.from_on
        if changed is not None:
            found[key] = (changed, False)
        elif person.hired_on is not None:
            found[key] = (person.hired_on, True)
    return found
