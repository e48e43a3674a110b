"""What stands for each manager of the demonstration equals the oracle over its raw rows, deals and goals of the lake
included, and the parts of a whole are the whole.
"""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from fairway.cli.demo import load
from fairway.evidence.queries.goals import ClosedDay, Goal
from fairway.evidence.tests.test_ranking_and_words import STATISTICAL
from fairway.execution.queries import today
from fairway.leadership.models import RolledArea
from fairway.ledger.models import WeeklyCount
from fairway.metrics.queries import definitions
from fairway.people.actions.accounts import account_of
from fairway.people.models import Person
from fairway.plans.models import Plan
from fairway.project.schedule import conclude_once_a_day, roll_up_once_a_day
from fairway.records.queries import lake_rows
from tests.leadership.oracle import WEEKLY, Oracle, shown

pytestmark = [pytest.mark.django_db, pytest.mark.once]
NOW = datetime(2026, 10, 14, 9, tzinfo=UTC)
# A week of the running quarter, the last of the one before, one in which another manager stood in, and the one in which
# he came.
WEEKS = (date(2026, 10, 5), date(2026, 9, 28), date(2026, 5, 4), date(2026, 4, 27))


def goals_and_deals() -> tuple[dict[int, list[Goal]], dict[int, list[ClosedDay]]]:
    """As they lie in the lake, record by record."""
    goals: dict[int, list[Goal]] = defaultdict(list)
    for row in lake_rows("quotas"):
        goals[row["person_key"]].append(Goal(row["period_start_on"], row["period_end_on"], float(row["amount"])))
    closed: dict[int, list[ClosedDay]] = defaultdict(list)
    for row in lake_rows("opportunities"):
        if row["closed_at"] is not None:
            amount = float(row["amount"] or 0) if row["is_won"] else 0.0
            day = ClosedDay(row["closed_on"], 1, int(bool(row["is_won"])), amount)
            closed[row["closed_owner_key"] or row["owner_key"]].append(day)
    return goals, closed


def moved(oracle: Oracle, monday: date) -> dict[int, Any]:
    """Objectives against the quarter before, from weekly counts one by one."""
    known, sunday = definitions(), monday + timedelta(days=6)
    back = [monday - timedelta(weeks=n) for n in range(26)]
    counts: dict[tuple[int, str, bool], list[float]] = defaultdict(lambda: [0.0, 0.0])
    rows = WeeklyCount.objects.filter(week_on__in=back).values_list(
        "person_key", "metric__key", "week_on", "done", "of"
    )
    for person, key, week_on, done, of in rows:
        pair = counts[person, key, back.index(week_on) < 13]
        pair[0] += done
        pair[1] += of
    about = {}
    chains = oracle.sellers(monday)
    for person, chain in chains.items():
        done = total = 0
        for plan in Plan.objects.filter(person_id=person, is_draft=False, starts_on__lte=sunday):
            if plan.ends_on is not None and plan.ends_on < sunday:
                continue
            objective = known[plan.metric_key].objective
            now, before = (counts[person, objective, is_now] for is_now in (True, False))
            if objective not in known or not (now[0] or before[0]):
                continue
            level, level_before = (pair[0] / pair[1] if pair[1] else pair[0] for pair in (now, before))
            total += 1
            done += level > level_before if known[objective].direction == "up" else level < level_before
        if total:
            about[chain, person] = (float(done), float(total))
    return shown(about, {key for chain in chains.values() for key in chain})


def test_every_sum_of_the_demonstration_equals_the_oracle(
    house: Path, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    load(7)
    # Loading it leaves nothing for the night: its first page is whole.
    assert not conclude_once_a_day()
    assert not roll_up_once_a_day()
    oracle = Oracle(today(), *goals_and_deals())
    told = 0
    for week_on in WEEKS:
        rows = {row.manager_id: row.figures for row in RolledArea.objects.filter(period__starts_on=week_on)}
        for figure in (*WEEKLY, "moved"):
            expected = moved(oracle, week_on) if figure == "moved" else oracle.week(figure, week_on)
            assert rows.keys() == expected.keys()
            for manager, pair in expected.items():
                assert rows[manager][figure][:2] == pytest.approx(pair, abs=0.01), (figure, week_on, manager)
                told += pair[1] > 0
    assert told > 100
    require_parts_make_the_whole()
    require_page(client)


def require_parts_make_the_whole() -> None:
    """Three teams of eight below one leader: each stands alone, and they make the whole."""
    leader = Person.objects.get(name="Ingrid Solheim").pk
    for figure in ("bookings", "won", "agreed", "held", "kept"):
        rows = {row.manager_id: row.figures[figure] for row in RolledArea.objects.filter(period__starts_on=WEEKS[0])}
        whole = rows.pop(leader)
        for place in range(3):
            assert whole[place] == pytest.approx(sum(row[place] for row in rows.values())), figure


def require_page(client: Client) -> None:
    """It says what stands in the sums, in plain words, and nobody’s name who is no manager."""
    client.force_login(account_of(Person.objects.get(name="Ingrid Solheim").pk))
    text = client.get("/leadership/").content.decode()
    managers = {"Dana Hollis", "Kofi Mensah", "Lucía Ferrer"}
    assert all(name in text for name in managers)
    sellers = set(
        Person.objects.filter(role__in=("Account executive", "Account manager", "Field seller")).values_list(
            "name", flat=True
        )
    )
    assert sellers
    assert not [name for name in sellers if name in text]
    assert not STATISTICAL.search(text.partition("<main")[2])
