"""From a proposal to what came of it, through the actions, against counts written by hand."""

from datetime import timedelta
from decimal import Decimal

import numpy as np
import pytest

from fairway.audit.actions import undo_change
from fairway.audit.models import AuditLine
from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.actions.ending import judge_pilot, judge_pilots, stop_pilot
from fairway.evidence.pilots.actions.proposing import withdraw_pilot
from fairway.evidence.pilots.actions.starting import start_pilot
from fairway.evidence.pilots.lots import Entrant, drawn
from fairway.evidence.pilots.queries import entrants_for, progress, sellers_of
from fairway.evidence.pilots.stored import pilot_facts
from fairway.evidence.pilots.tests.field import (
    HIA,
    OBJECTIVE,
    OTHERS,
    SELLERS,
    SIZE,
    START,
    TEAMS,
    TODAY,
    WEEK,
    Field,
)
from fairway.evidence.pilots.types import Design, Drawn, Kind, Refused, State
from fairway.ledger.models import WeeklyCount
from fairway.people.models import Person
from fairway.plans.models import Plan

END = START + 8 * WEEK - timedelta(days=1)
STAGGERED = Design(Kind.STAGGERED, Drawn.SELLERS, weeks=12, arms=3)
CROSSOVER = Design(Kind.CROSSOVER, Drawn.SELLERS, weeks=8)
TEAM_WISE = Design(Kind.PARALLEL, Drawn.TEAMS, weeks=12)
HELD = ("executive_calls", "stakeholder_outreach", "tier_a_meeting_requests")


def give_three(field: Field) -> None:
    """Every seller has three activities, and so no room."""
    for who in SELLERS:
        for metric in HELD:
            Plan.objects.create(person=field.people[who], metric_key=metric, target=2, starts_on=START - 9 * WEEK)


def test_it_puts_the_activity_in_force_for_those_drawn_and_for_nobody_else(field: Field) -> None:
    key = field.started()
    places = sellers_of(key)
    began = {place.person_key for place in places if place.starts_on == START}
    waits = {place.person_key for place in places if place.starts_on is None}
    assert {place.person_key for place in places} == {field.key(who) for who in SELLERS}
    assert len(began) == len(waits) == len(SELLERS) / 2
    plans = Plan.objects.filter(metric_key=HIA)
    assert {plan.person_id for plan in plans} == began
    assert {(float(plan.target), plan.per, plan.starts_on, plan.ends_on) for plan in plans} == {
        (4, "week", START, None)
    }
    for team in TEAMS:  # half of each team
        own = set(Person.objects.filter(lines__manager=field.people[team]).values_list("pk", flat=True))
        assert len(own & began) == SIZE / 2


def test_anybody_can_draw_again_what_the_audit_keeps(field: Field) -> None:
    key = field.started()
    line = AuditLine.objects.get(action="start_pilot")
    rows = next(page["after"] for page in line.detail["sheets"] if page["model"] == "evidence.PilotSeller")
    kept = [(int(row["person_id"]), row["team_key"], float(row["past"]), int(row["arm"])) for row in rows]
    again = drawn([Entrant(person, team, past) for person, team, past, _ in kept], 2, line.detail["seed"])
    assert list(again.arms) == [arm for *_, arm in kept]
    # The level each was drawn with is that of the records.
    done = WeeklyCount.objects.filter(person_key=kept[0][0], metric__key=OBJECTIVE).values_list("done", flat=True)
    assert kept[0][2] == pytest.approx(sum(done) / 13)
    assert line.detail["pilot"] == key


def test_starting_is_undone_as_one(field: Field) -> None:
    key = field.started()
    undo_change(AuditLine.objects.get(action="start_pilot").pk, actor_id=None)
    assert pilot_facts(Pilot.objects.get(pk=key)).state is State.PROPOSED
    assert not PilotSeller.objects.exists()
    assert not Plan.objects.exists()
    start_pilot(key, on=TODAY, actor_id=None)  # and the same list is drawn the same again
    line = AuditLine.objects.filter(action="start_pilot").order_by("pk")
    arms = [
        {
            row["person_id"]: row["arm"]
            for page in one.detail["sheets"]
            for row in page["after"]
            if "arm" in row and "stratum" in row
        }
        for one in line
    ]
    assert arms[0] == arms[1]


def test_it_leaves_out_whoever_has_it_or_three_others_or_another_pilot(field: Field) -> None:
    has, full, *_ = SELLERS
    Plan.objects.create(person=field.people["mona"], metric_key="executive_calls", target=2, starts_on=START - 9 * WEEK)
    Plan.objects.create(person=field.people[has], metric_key=HIA, target=2, starts_on=START - 9 * WEEK)
    for metric in HELD:
        Plan.objects.create(person=field.people[full], metric_key=metric, target=2, starts_on=START - 9 * WEEK)
    found = entrants_for(field.wish(), TODAY, is_for_everybody=False)
    assert (found.have_it, found.are_full, found.in_another) == (1, 1, 0)
    assert {one.key for one in found.people} == {field.key(who) for who in SELLERS[2:]}
    field.started()
    later = entrants_for(field.wish(), TODAY, is_for_everybody=False)
    assert (later.in_another, len(later.people)) == (len(SELLERS) - 2, 0)


def test_it_says_that_too_few_have_room_where_that_is_why_it_would_see_nothing(field: Field) -> None:
    for who in SELLERS[6:]:
        for metric in HELD:
            Plan.objects.create(person=field.people[who], metric_key=metric, target=2, starts_on=START - 9 * WEEK)
    with pytest.raises(Refused, match="could not see that") as refused:
        field.proposed()
    assert "6 sellers could begin it; left out: 30 with 3 others. Say in the place of what" in str(refused.value)


def test_it_takes_the_place_of_another_for_those_who_begin_alone(field: Field) -> None:
    give_three(field)
    with pytest.raises(Refused, match=r"Nobody could begin it: 36 with 3 others\. Say in the place of what it begins"):
        field.proposed()
    key = field.started(retired_key="stakeholder_outreach")
    for place in sellers_of(key):
        on = {
            plan.metric_key
            for plan in Plan.objects.filter(person_id=place.person_key)
            if plan.starts_on <= START and (plan.ends_on is None or plan.ends_on >= START)
        }
        begun = {"executive_calls", HIA, "tier_a_meeting_requests"}
        assert on == (begun if place.starts_on else set(HELD))
    undo_change(AuditLine.objects.get(action="start_pilot").pk, actor_id=None)
    assert set(Plan.objects.values_list("metric_key", "ends_on")) == {(metric, None) for metric in HELD}


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"worth": 0.05}, "could not see that. It would take"),
        ({"head": "max", "worth": 0.3}, "It would take"),
        ({"head": "mona", "design": TEAM_WISE}, "at least 5 teams; there are 1"),
        ({"metric_key": OBJECTIVE}, "needs the customer's yes"),
        ({"objective_key": "win_rate"}, "Choose "),
        ({"objective_key": "meetings_held"}, "Choose "),
        ({"objective_key": "new_customers"}, "same process"),
        ({"starts_on": TODAY}, "to come"),
        ({"starts_on": START + timedelta(days=2)}, "first day of a week"),
        ({"design": Design(Kind.PARALLEL, Drawn.SELLERS, weeks=3)}, "4 to 52 weeks"),
        ({"design": Design(Kind.STAGGERED, Drawn.SELLERS, weeks=10, arms=3)}, "multiple of 3"),
        ({"target": Decimal(0)}, "no target"),
        ({"retired_key": HIA}, "its own place"),
        ({"retired_key": "executive_calls", "design": CROSSOVER}, "have to come back"),
    ],
)
def test_it_refuses_a_pilot_that_cannot_tell_and_says_what_would_do(
    field: Field, more: dict[str, object], why: str
) -> None:
    with pytest.raises(Refused, match=why):
        field.proposed(**more)
    assert not Pilot.objects.exists()


def test_it_refuses_where_nothing_is_recorded(field: Field) -> None:
    WeeklyCount.objects.all().delete()
    with pytest.raises(Refused, match="Nothing of it is recorded"):
        field.proposed()


def test_nobody_looks_before_the_end(field: Field) -> None:
    key = field.started()
    field.run(key, 2.0)
    for day in (START, END):
        with pytest.raises(Refused, match="Nobody looks at what came of it before"):
            judge_pilot(key, on=day, actor_id=None)
        assert judge_pilots(day) == 0
    assert Pilot.objects.get(pk=key).result is None


def test_the_night_waits_for_late_records_and_judges_once(field: Field) -> None:
    key = field.started()
    field.run(key, 2.0)
    assert judge_pilots(END + timedelta(days=7)) == 0
    assert judge_pilots(END + timedelta(days=8)) == 1
    assert judge_pilots(END + timedelta(days=9)) == 0
    assert Pilot.objects.get(pk=key).judged_on == END + timedelta(days=8)
    with pytest.raises(Refused, match="does not run"):
        judge_pilot(key, on=END + timedelta(days=9), actor_id=None)


@pytest.mark.parametrize(
    "design", [None, TEAM_WISE, STAGGERED, CROSSOVER], ids=["sellers", "teams", "staggered", "crossover"]
)
def test_it_finds_what_was_put_into_the_counts(field: Field, design: Design | None) -> None:
    more = {"worth": 0.8, **({"design": design} if design else {})}
    key = field.started(**more)
    field.run(key, 2.0, seed=8)
    after = START + 13 * WEEK
    judge_pilot(key, on=after, actor_id=None)
    found = pilot_facts(Pilot.objects.get(pk=key)).result
    assert found is not None
    assert abs(found.value - 2.0) < 3 * found.error
    assert found.low > 0
    assert found.waiting == pytest.approx(4.0, abs=0.5)
    assert found.counted == len(SELLERS)
    assert found.share_done == pytest.approx(1.0, abs=0.15)
    assert found.chance < (0.4 if design is TEAM_WISE else 0.02)  # six teams can be drawn in few ways


def test_a_plain_comparison_of_the_counts_says_nearly_the_same(field: Field) -> None:
    key = field.started()
    field.run(key, 1.0)
    judge_pilot(key, on=END + timedelta(days=1), actor_id=None)
    found = pilot_facts(Pilot.objects.get(pk=key)).result
    assert found is not None
    by_person = {
        person: sum(
            WeeklyCount.objects.filter(person_key=person, metric__key=OBJECTIVE, week_on__gte=START).values_list(
                "done", flat=True
            )
        )
        / 8
        for person in PilotSeller.objects.values_list("person_id", flat=True)
    }
    means = [
        np.mean([by_person[one.person_key] for one in sellers_of(key) if (one.starts_on is not None) is began])
        for began in (True, False)
    ]
    assert found.value == pytest.approx(means[0] - means[1], abs=0.15)
    assert found.waiting == pytest.approx(means[1])


def test_whoever_was_away_throughout_is_counted_as_lost(field: Field) -> None:
    from fairway.people.models import Absence

    key = field.started()
    field.run(key, 1.0)
    Absence.objects.create(person=field.people[SELLERS[0]], start_on=START, end_on=END, kind="leave")
    judge_pilot(key, on=END + timedelta(days=1), actor_id=None)
    found = pilot_facts(Pilot.objects.get(pk=key)).result
    assert found is not None
    assert (found.counted, found.lost) == (len(SELLERS) - 1, 1)


def test_it_says_that_too_few_are_left(field: Field) -> None:
    key = field.started()
    Person.objects.filter(slug__in=SELLERS[2:]).update(left_on=TODAY)
    judge_pilot(key, on=END + timedelta(days=1), actor_id=None)
    row = Pilot.objects.get(pk=key)
    assert (row.judged_on is not None, row.result) == (True, None)


def test_progress_shows_the_activity_and_closed_weeks_only(field: Field) -> None:
    key = field.started()
    places = sellers_of(key)
    assert progress(pilot_facts(Pilot.objects.get(pk=key)), places, START + timedelta(days=6)).weeks == 0
    field.run(key, 0.0, did=3.0)
    on = START + 2 * WEEK
    found = progress(pilot_facts(Pilot.objects.get(pk=key)), places, on)
    began = {place.person_key for place in places if place.starts_on}
    by_hand = {
        is_begun: sum(
            row.done
            for row in WeeklyCount.objects.filter(metric__key=HIA, week_on__gte=START, week_on__lt=on)
            if (row.person_key in began) is is_begun
        )
        for is_begun in (True, False)
    }
    assert found.weeks == 2
    assert (found.done, found.unasked) == (by_hand[True], by_hand[False])
    assert found.wanted == pytest.approx(4 * 2 * len(began))


def test_stopping_keeps_what_began_and_begins_no_more(field: Field) -> None:
    key = field.started(design=STAGGERED, worth=0.5)
    on = START + timedelta(days=2)
    stop_pilot(key, "The new price list changed everything.", on=on, actor_id=field.account("olga"))
    assert {plan.starts_on for plan in Plan.objects.filter(metric_key=HIA)} == {START}
    assert pilot_facts(Pilot.objects.get(pk=key)).state is State.STOPPED
    with pytest.raises(Refused):
        judge_pilot(key, on=START + 20 * WEEK, actor_id=None)
    undo_change(AuditLine.objects.get(action="stop_pilot").pk, actor_id=None)
    assert pilot_facts(Pilot.objects.get(pk=key)).state is State.RUNNING
    assert {plan.starts_on for plan in Plan.objects.filter(metric_key=HIA)} == {START, START + 4 * WEEK}


@pytest.mark.parametrize("weeks_in", (-1, 1), ids=["before its first day", "between two starts"])
def test_stopping_leaves_whoever_has_not_begun_what_was_to_go(field: Field, weeks_in: int) -> None:
    give_three(field)
    key = field.started(design=STAGGERED, worth=0.5, retired_key="stakeholder_outreach")
    on = START + weeks_in * WEEK
    stop_pilot(key, "The new price list changed everything.", on=on, actor_id=field.account("olga"))
    much_later = START + 20 * WEEK
    for place in sellers_of(key):
        has = {
            plan.metric_key
            for plan in Plan.objects.filter(person_id=place.person_key)
            if plan.starts_on <= much_later and (plan.ends_on is None or plan.ends_on >= much_later)
        }
        has_begun = place.starts_on is not None and place.starts_on <= on
        assert has == (set(HELD) - {"stakeholder_outreach"} | {HIA} if has_begun else set(HELD))


def test_stopping_makes_no_fourth_of_what_was_to_go(field: Field) -> None:
    give_three(field)
    key = field.started(retired_key="stakeholder_outreach")
    began = next(place.person_key for place in sellers_of(key) if place.starts_on)
    Plan.objects.filter(person_id=began, metric_key=HIA).update(metric_key="calls_made")  # by hand, another instead
    stop_pilot(key, "No time.", on=TODAY, actor_id=None)
    ends_on = Plan.objects.get(person_id=began, metric_key="stakeholder_outreach").ends_on
    assert ends_on == START - timedelta(days=1)


def test_what_is_over_is_not_stopped_so_that_nothing_is_said_of_it(field: Field) -> None:
    key = field.started()
    with pytest.raises(Refused, match="It is over"):
        stop_pilot(key, "It looks bad.", on=END + timedelta(days=1), actor_id=None)
    stop_pilot(key, "It looks bad.", on=END, actor_id=None)


def test_stopping_needs_a_reason(field: Field) -> None:
    key = field.started()
    with pytest.raises(Refused, match="Say why"):
        stop_pilot(key, "  ", on=TODAY, actor_id=None)


def test_a_crossover_gives_each_the_activity_for_one_half(field: Field) -> None:
    field.started(design=CROSSOVER, worth=0.5)
    spans = {(plan.starts_on, plan.ends_on) for plan in Plan.objects.filter(metric_key=HIA)}
    half = START + 4 * WEEK
    assert spans == {(START, half - timedelta(days=1)), (half, half + 4 * WEEK - timedelta(days=1))}
    assert Plan.objects.filter(metric_key=HIA).count() == len(SELLERS)


def test_only_what_waits_is_started_or_withdrawn(field: Field) -> None:
    key = field.started()
    with pytest.raises(Refused, match="not waiting"):
        start_pilot(key, on=TODAY, actor_id=None)
    with pytest.raises(Refused, match="not waiting"):
        withdraw_pilot(key, actor_id=None)
    late = field.proposed(head="max", worth=0.5, design=Design(Kind.PARALLEL, Drawn.SELLERS, weeks=26))
    with pytest.raises(Refused, match="first day has come"):
        start_pilot(late, on=START, actor_id=None)
    withdraw_pilot(late, actor_id=None)
    assert list(Pilot.objects.values_list("pk", flat=True)) == [key]
    assert len(OTHERS) == 6
