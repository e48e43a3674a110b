"""What truly happened and what the CRM shows of it add up, act for act."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from fairway.simulation.scenario import Situation, SourceOff
from fairway.simulation.simulating import simulate
from fairway.simulation.types import Fate, SimActivity, SimOrganisation
from fairway.simulation.typical import HELPFUL, typical_scenario

LAST_DAY = date(2026, 6, 28)


def recorded(organisation: SimOrganisation, status: Fate) -> Counter[tuple[str, date, str | None]]:
    """Records in a state by person, week and word, in each person's own zone."""
    zones = {person.person_id: person.timezone for person in organisation.people}

    def week(row: SimActivity) -> date:
        at = row.occurred_at or row.scheduled_at
        assert at is not None
        day = at.astimezone(ZoneInfo(zones[row.seller_id])).date()
        return day - timedelta(days=day.weekday())

    return Counter((row.seller_id, week(row), row.subtype) for row in organisation.activities if row.status is status)


def test_it_counts_every_act_once(organisation: SimOrganisation) -> None:
    for row in organisation.truth.weeks:
        assert row.done == row.logged + row.unlogged + row.unconfirmed + row.mistyped + row.not_yet
    keys = [(row.person_id, row.week_on, row.kind) for row in organisation.truth.weeks]
    assert len(keys) == len(set(keys))


def test_it_finds_what_was_logged_among_the_done_records(organisation: SimOrganisation) -> None:
    done = recorded(organisation, Fate.DONE)
    true = {(row.person_id, row.week_on, row.kind): row.logged for row in organisation.truth.weeks if row.logged}
    assert true == dict(done)


def test_it_finds_what_is_unconfirmed_apart_from_what_is_done(organisation: SimOrganisation) -> None:
    unconfirmed = recorded(organisation, Fate.UNCONFIRMED)
    true = {
        (row.person_id, row.week_on, row.kind): row.unconfirmed for row in organisation.truth.weeks if row.unconfirmed
    }
    # A meeting nobody came to may wait to be marked as such: it is unconfirmed and was not done.
    assert sum(true.values()) <= unconfirmed.total()
    assert all(unconfirmed[key] >= count for key, count in true.items())


def test_it_tells_acts_that_are_logged_under_no_word_or_not_at_all() -> None:
    scenario = typical_scenario(LAST_DAY, sellers=3, teams=1, weeks=10, share_short=0.0)
    team = scenario.teams[0]
    sellers = (
        replace(team.sellers[0], situations=(Situation(HELPFUL, 4, share_mistyped=1.0, share_logged=1.0),)),
        replace(team.sellers[1], situations=(Situation(HELPFUL, 4, share_logged=0.0),)),
        replace(team.sellers[2], sources_off=(SourceOff("email", 27, 0, "off"),)),
    )
    shown = simulate(replace(scenario, teams=(replace(team, sellers=sellers),)), 2)
    ids = [person.person_id for person in shown.people if person.is_seller]
    last = sorted({row.week_on for row in shown.truth.weeks})[-4:]
    weeks = {(row.person_id, row.week_on): row for row in shown.truth.weeks if row.kind == HELPFUL}
    for week_on in last:
        assert weeks[ids[0], week_on].mistyped > 0
        assert weeks[ids[0], week_on].logged == 0
        assert weeks[ids[1], week_on].unlogged == weeks[ids[1], week_on].done > 0
        assert weeks[ids[2], week_on].unlogged == weeks[ids[2], week_on].done > 0
    nameless = [row for row in shown.activities if row.seller_id == ids[0] and row.subtype is None]
    assert len(nameless) == sum(weeks[ids[0], week_on].mistyped for week_on in last)
    assert [row.state for row in shown.coverage] == ["source_off"]


def test_it_has_a_row_of_zeros_where_a_plan_was_in_force_and_nothing_done(
    organisation: SimOrganisation,
) -> None:
    rows = {(row.person_id, row.week_on, row.kind) for row in organisation.truth.weeks}
    weeks = sorted({row.week_on for row in organisation.truth.weeks})
    for plan in organisation.plans:
        expected = {
            (plan.person_id, week_on, plan.kind)
            for week_on in weeks
            if plan.starts_on <= week_on and (plan.ends_on is None or week_on <= plan.ends_on)
        }
        assert expected <= rows
