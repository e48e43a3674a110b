"""Each planted cause shows in the truth and leaves its own traces in the records."""

from collections import defaultdict
from datetime import date, timedelta

from fairway.simulation.scenario import Cause
from fairway.simulation.types import Shortfall, SimOrganisation
from fairway.simulation.typical import HELPFUL

LAST_WEEKS = 6


def shortfall_of(organisation: SimOrganisation, cause: Cause) -> Shortfall:
    return next(row for row in organisation.truth.shortfalls if row.cause == cause and row.kind == HELPFUL)


def weekly(organisation: SimOrganisation, person_id: str, kinds: set[str], *, recent: bool) -> float:
    """Acts truly done per week in the last six closed weeks, or in the half year before them."""
    edge = organisation.last_day - timedelta(days=7 * LAST_WEEKS - 1)
    since = edge if recent else edge - timedelta(days=7 * 26)
    until = organisation.last_day if recent else edge - timedelta(days=1)
    done = sum(
        row.done
        for row in organisation.truth.weeks
        if row.person_id == person_id and row.kind in kinds and since <= row.week_on <= until
    )
    return done / (LAST_WEEKS if recent else 26)


def change(organisation: SimOrganisation, cause: Cause, *kinds: str) -> float:
    person_id = shortfall_of(organisation, cause).person_id
    before = weekly(organisation, person_id, set(kinds), recent=False)
    return weekly(organisation, person_id, set(kinds), recent=True) / before


def new_leads(organisation: SimOrganisation, person_id: str, since: date, until: date) -> int:
    return sum(row.owner_id == person_id and since <= row.created_at.date() <= until for row in organisation.leads)


def test_it_names_every_cause_with_its_weeks(organisation: SimOrganisation) -> None:
    causes = {row.cause for row in organisation.truth.shortfalls}
    assert causes == {str(cause) for cause in Cause}
    row = shortfall_of(organisation, Cause.PRIORITY)
    assert row.from_week_on == organisation.last_day - timedelta(days=7 * LAST_WEEKS - 1)
    assert row.to_week_on is None


def test_it_shows_data_as_done_and_unconfirmed(organisation: SimOrganisation) -> None:
    row = shortfall_of(organisation, Cause.DATA)
    weeks = [
        week
        for week in organisation.truth.weeks
        if week.person_id == row.person_id and week.kind == HELPFUL and week.week_on >= row.from_week_on
    ]
    assert sum(week.done for week in weeks) >= 3 * len(weeks)
    assert sum(week.logged for week in weeks) == 0
    assert sum(week.unconfirmed for week in weeks) > 0


def test_it_shows_capacity_as_more_other_work(organisation: SimOrganisation) -> None:
    assert change(organisation, Cause.CAPACITY, HELPFUL) < 0.6
    assert change(organisation, Cause.CAPACITY, "customer_meeting", "follow_up_sent", "check_in_call") > 1.4


def test_it_shows_opportunity_as_missing_leads(organisation: SimOrganisation) -> None:
    row = shortfall_of(organisation, Cause.OPPORTUNITY)
    edge = row.from_week_on
    before = new_leads(organisation, row.person_id, edge - timedelta(days=42), edge - timedelta(days=1))
    after = new_leads(organisation, row.person_id, edge, organisation.last_day)
    assert after < 0.5 * before


def test_it_shows_priority_as_other_things_done(organisation: SimOrganisation) -> None:
    assert change(organisation, Cause.PRIORITY, HELPFUL) < 0.5
    assert change(organisation, Cause.PRIORITY, "customer_meeting", "follow_up_sent", "check_in_call") > 0.9


def test_it_shows_skill_as_tries_in_vain(organisation: SimOrganisation) -> None:
    assert change(organisation, Cause.SKILL, HELPFUL) < 0.6
    assert change(organisation, Cause.SKILL, "stakeholder_called") > 0.75


def test_it_shows_effort_as_everything_falling(organisation: SimOrganisation) -> None:
    assert change(organisation, Cause.EFFORT, HELPFUL) < 0.7
    assert change(organisation, Cause.EFFORT, "customer_meeting", "follow_up_sent", "check_in_call") < 0.75


def test_it_shows_a_target_out_of_reach_as_a_usual_pace(organisation: SimOrganisation) -> None:
    row = shortfall_of(organisation, Cause.TARGET)
    target = next(p.target for p in organisation.plans if p.person_id == row.person_id and p.kind == HELPFUL)
    usual = weekly(organisation, row.person_id, {HELPFUL}, recent=True)
    assert usual < 0.7 * target
    assert usual >= 3.5  # what others do


def test_it_shows_a_ramp_as_rising_from_the_first_day(organisation: SimOrganisation) -> None:
    row = shortfall_of(organisation, Cause.RAMP)
    person = next(person for person in organisation.people if person.person_id == row.person_id)
    assert person.hired_on == row.from_week_on
    done: dict[date, int] = defaultdict(int)
    for week in organisation.truth.weeks:
        if week.person_id == row.person_id and week.kind == HELPFUL:
            done[week.week_on] += week.done
    assert min(done) == person.hired_on
    assert sum(done.values()) < 0.6 * 4 * len(done)


def test_it_shows_absence_as_days_away(organisation: SimOrganisation) -> None:
    row = shortfall_of(organisation, Cause.ABSENCE)
    assert any(
        away.person_id == row.person_id and away.start_on <= organisation.last_day <= away.end_on
        for away in organisation.absences
    )
    assert weekly(organisation, row.person_id, {HELPFUL}, recent=True) < 2
