"""A review from planning to what became of the promises in it, as its two see it and nobody else."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import example, given, settings

from fairway.audit.models import AuditLine, LookLine
from fairway.commitments.models import Commitment, Obstacle
from fairway.leadership.actions.rolling import roll_up
from fairway.leadership.models import ManagerReview, ReviewNote, ReviewPress, ReviewPromise, ReviewQuestion
from fairway.leadership.packs.gathering import review_pack
from fairway.leadership.page import leadership_page
from fairway.leadership.reviews.ground import ground_of
from fairway.leadership.reviews.kinds import kinds
from fairway.leadership.reviews.types import ReviewFacts, State
from fairway.people import access
from fairway.people.actions.spans import rebuild_spans
from fairway.people.models import Person, ReportingLine
from fairway.people.queries import direct_managers
from fairway.people.types import Viewer
from tests.leadership.organisations import HIAS, ON, Plot, World, build, plots
from tests.leadership.reviewing import LIST, NOON, TWO_TEAMS, Now, entered, held, now, of, planned, words, world

__all__ = ["now", "world"]  # fixtures
pytestmark = pytest.mark.django_db


def test_a_leader_plans_a_review_with_a_manager_who_reports_to_them_and_both_find_it(world: World) -> None:
    leader, manager = entered(world.managers[0]), entered(world.managers[1])
    made = planned(leader)
    assert (made.leader_id, made.manager_id) == (world.managers[0], world.managers[1])
    assert made.starts_at == datetime(2026, 11, 30, 10, tzinfo=UTC)
    assert "Next: Manager, 30 Nov 10:00" in words(leader, LIST)
    assert "Prepare it : Weekly review with Manager 0" in words(manager, LIST)
    assert AuditLine.objects.get(action="plan_review").subject_key == str(world.managers[1])


def test_only_its_two_see_a_review_and_everybody_else_gets_what_an_unknown_address_gives(world: World) -> None:
    made = planned(entered(world.managers[0]))
    olga = Person.objects.create(name="Olga Orth", slug="olga", email="olga@example.com", is_operations=True)
    top = Person.objects.create(name="Top Tanner", slug="top", email="top@example.com")
    ReportingLine.objects.create(person_id=world.managers[0], manager=top)
    rebuild_spans()
    for who in world.managers[:2]:
        assert entered(who).get(of(made)).status_code == 200
    for who in (world.managers[2], world.sellers[0], olga.pk, top.pk):
        client = entered(who)
        assert client.get(of(made)).status_code == 404
        for do in ("begin/", "press/", "notes/working/", "promise/", "move/"):
            assert client.post(of(made, do), {"text": "x"}).status_code == 404
    assert ManagerReview.objects.get().state == "planned"


def test_nobody_plans_a_review_with_somebody_who_does_not_report_to_them(world: World) -> None:
    asked = {"kind": "weekly", "on": "2026-11-30", "at": "10:00"}
    assert entered(world.managers[1]).post(LIST, {**asked, "manager": "m2"}).status_code == 404
    said = entered(world.managers[0]).post(LIST, {**asked, "manager": "s0"}).content.decode()
    assert "Choose one that is in the list." in said
    assert 'value="2026-11-30"' in said  # what was typed stays
    assert not ManagerReview.objects.exists()


def test_a_second_one_of_a_kind_is_refused_with_the_reason_at_the_form(world: World) -> None:
    leader = entered(world.managers[0])
    planned(leader)
    again = leader.post(LIST, {"manager": "m1", "kind": "weekly", "on": "2026-12-01", "at": "11:00"})
    assert "One of that kind is to come with the same manager." in again.content.decode()
    assert ManagerReview.objects.count() == 1


def test_both_read_the_same_agenda_and_the_number_comes_last_and_folded(world: World) -> None:
    roll_up(ON)
    leader, manager = entered(world.managers[0]), entered(world.managers[1])
    for kind in kinds():
        made = planned(leader, kind)
        pages = [one.get(of(made)).content.decode().partition('<ol class="steps">')[2] for one in (leader, manager)]
        agendas = [re.findall(r'id="item-(\w+)"', page) for page in pages]
        assert agendas[0] == agendas[1] == [one.key for one in kinds()[kind].items]
        figures = [re.findall(r"<dd class=.big figures.>(.*?)</dd>", page) for page in pages]
        assert figures[0] == figures[1] != []
        before_bookings, _, after = pages[0].partition("Bookings")
        assert before_bookings.rindex("Read it beforehand") > before_bookings.rindex("<li")
        assert "item-" not in after.partition("</aside>")[0].split("decided")[0]
        first = re.search(r'class="say gap-s">(.*?)</p>', pages[0])
        assert first is not None
        assert not re.search(r"number|booking|goal|result|deal", first[1].lower())


def test_no_figure_of_four_sellers_stands_in_a_review_though_the_manager_knows_them(world: World) -> None:
    ReportingLine.objects.filter(person_id__in=world.sellers[:3]).update(manager_id=world.managers[2])
    rebuild_spans()
    roll_up(ON)
    leader = entered(world.managers[0])
    said = words(leader, of(planned(leader)))
    assert "Not shown: it would tell of fewer than five sellers." in said
    assert not re.search(r"Activities agreed \d", said)


def test_one_press_starts_an_item_and_stops_the_one_before(world: World, now: Now) -> None:
    leader, manager = entered(world.managers[0]), entered(world.managers[1])
    made = planned(leader)
    leader.post(of(made, "begin/"))
    now.later(2)
    assert leader.post(of(made, "press/"), {"item": "working", "press": "talk"})["Location"].endswith("#item-working")
    now.later(8)
    manager.post(of(made, "press/"), {"item": "in_the_way", "press": "talk"})
    manager.post(of(made, "press/"), {"item": "in_the_way", "press": "talk"})  # twice is once
    now.later(5)
    leader.post(of(made, "press/"), {"item": "number", "press": "talk"})
    for _ in range(3):
        leader.post(of(made, "press/"), {"item": "working", "press": "question"})
    leader.post(of(made, "press/"), {"item": "working", "press": "less"})
    now.later(2)
    said = words(manager, of(made))
    assert "13 of 15 minutes on support so far" in said
    assert "Activities being worked on 8 of 12 min 2 questions" in said
    assert "What is in the way 5 of 8 min" in said
    assert "The number, last 2 of 3 min" in said
    assert "Nothing of the agenda 2 min" in said
    assert ReviewPress.objects.count() == 3
    leader.post(of(made, "press/"), {"press": "stop"})
    now.later(600)
    leader.post(of(made, "press/"), {"item": "needed", "press": "talk"})
    assert "What is needed, and what is promised Now" in words(leader, of(made))
    manager.post(of(made, "finish/"))
    said = words(leader, of(made))
    assert "13 of 15 minutes on support" in said
    assert "promised Now" not in said


def test_a_forgotten_clock_is_cut_off_and_the_page_says_so(world: World, now: Now) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    leader.post(of(made, "begin/"))
    leader.post(of(made, "press/"), {"item": "working", "press": "talk"})
    now.later(24 * 60)
    leader.post(of(made, "finish/"))
    said = words(leader, of(made))
    assert "30 of 30 minutes on support" in said
    assert "The clock of “Activities being worked on” ran 1,410 minutes longer." in said


@pytest.mark.parametrize("state", ("planned", "held", "called_off"))
def test_no_clock_runs_where_nobody_talks(world: World, state: str) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    ManagerReview.objects.update(state=state)
    said = leader.post(of(made, "press/"), {"item": "working", "press": "talk"}, follow=True).content.decode()
    assert "Nobody is talking in this review." in said
    leader.post(of(made, "press/"), {"item": "working", "press": "question"})
    assert not ReviewPress.objects.exists()
    assert not ReviewQuestion.objects.exists()


def test_a_promise_stands_at_the_top_of_the_next_review_with_what_the_manager_says_of_it(world: World) -> None:
    leader, manager = entered(world.managers[0]), entered(world.managers[1])
    made = planned(leader)
    leader.post(of(made, "begin/"))
    leader.post(of(made, "promise/"), {"what": "Legal answers in two days", "by_on": "2026-12-04"})
    assert manager.post(of(made, "promise/"), {"what": "Mine", "by_on": "2026-12-04"}).status_code == 404
    leader.post(of(made, "finish/"))
    promise = ReviewPromise.objects.get()
    assert "Legal answers in two days" in words(manager, LIST)
    answered = f"{LIST}promises/{promise.pk}/answer/"
    assert leader.post(answered, {"kept": "kept"}).status_code == 404
    after = planned(leader)
    assert "Legal answers in two days by 4 Dec" in words(leader, of(after)).partition("Activities being worked on")[0]
    manager.post(answered, {"kept": "not_kept", "back": of(after)})
    for client in (leader, manager):
        top = words(client, of(after)).partition("Activities being worked on")[0]
        assert "Legal answers in two days Not kept said 27 Nov" in top
    assert "Legal answers in two days" not in words(manager, LIST)


def test_a_promise_of_a_day_that_is_over_is_refused_and_stays_typed(world: World) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    page = leader.post(of(made, "promise/"), {"what": "An hour", "by_on": "2026-11-26"}).content.decode()
    assert "That day is over." in page
    assert 'value="An hour"' in page


def test_what_waits_for_the_leader_stands_in_the_agenda_without_a_name(world: World) -> None:
    for place, manager in ((0, "told"), (8, "not told")):
        on = ON - timedelta(days=9)
        made = Commitment.objects.create(
            person_id=world.sellers[place],
            owner_id=world.managers[0],
            role="leader",
            what=f"A way out, {manager}",
            made_on=on,
            by_on=ON,
        )
        Obstacle.objects.create(
            person_id=world.sellers[place], commitment=made, metric_key=HIAS[0], week_on=on, raised_as="manager"
        )
    leader = entered(world.managers[0])
    said = words(leader, of(planned(leader)))
    assert "A way out, told asked 9 days ago" in said
    assert "not told" not in said
    assert not re.search(r"Seller \d", said)


def test_a_review_with_somebody_who_reports_to_another_by_now_cannot_begin_and_shows_no_figures(world: World) -> None:
    roll_up(ON)
    leader = entered(world.managers[0])
    made = planned(leader)
    ReportingLine.objects.filter(person_id=world.managers[1]).update(valid_to_on=ON - timedelta(days=1))
    rebuild_spans()
    said = words(leader, of(made))
    assert "Figures of these sellers are shown no more" in said
    assert "Activities agreed" not in said
    leader.post(of(made, "begin/"))
    assert ManagerReview.objects.get().state == "planned"
    leader.post(of(made, "call-off/"))
    assert ManagerReview.objects.get().state == "called_off"


def test_moving_and_what_was_begun_by_mistake(world: World) -> None:
    leader, manager = entered(world.managers[0]), entered(world.managers[1])
    made = planned(leader)
    assert "Fill this in." in leader.post(of(made, "move/"), {"on": "2026-12-01"}).content.decode()
    manager.post(of(made, "move/"), {"on": "2026-12-01", "at": "09:30"})
    assert ManagerReview.objects.get().starts_at == datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    leader.post(of(made, "begin/"))
    leader.post(of(made, "press/"), {"item": "working", "press": "talk"})
    leader.post(of(made, "back/"))
    assert (ManagerReview.objects.get().state, ReviewPress.objects.count()) == ("planned", 0)
    assert leader.post(of(made, "dance/")).status_code == 404


def test_the_balance_needs_three_reviews_then_tells_both_numbers_to_whoever_may_see_it(world: World) -> None:
    leader = entered(world.managers[0])
    held(world, results=10, support=20, days_ago=20)
    held(world, results=9, support=15, days_ago=13, manager=2)
    assert "Cannot tell, because it takes three held reviews with a clock, and two have one." in words(leader, LIST)
    held(world, results=8, support=4, days_ago=6)
    top = Person.objects.create(name="Top Tanner", slug="top", email="top@example.com")
    ReportingLine.objects.create(person_id=world.managers[0], manager=top)
    rebuild_spans()
    whole = "39 of 66 minutes"
    said = words(leader, LIST)
    assert whole in said
    assert "3 of 3 reviews" in said
    for who in (world.managers[1], world.managers[2], top.pk):
        text = words(entered(who), LIST)
        assert "What the time of Manager 0’s reviews went to" in text
        assert whole in text
    other = Person.objects.create(name="Olga Orth", slug="olga", email="olga@example.com", is_operations=True)
    text = words(entered(other.pk), LIST)
    assert whole not in text
    assert "Manager" not in text


def test_more_than_half_on_results_gives_a_sentence_on_what_to_do_next_time(world: World) -> None:
    for days_ago in (20, 13, 6):
        held(world, results=12, support=8, days_ago=days_ago)
    leader = entered(world.managers[0])
    said = words(leader, LIST)
    assert "In the last three reviews results took 36 of 60 minutes. Next time leave the number folded" in said
    assert "In the last three reviews results took" in words(leader, of(planned(leader)))


def test_looks_are_written_down_and_one_is_told_of_ones_own_alone(world: World) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    LookLine.objects.all().delete()
    leader.get(of(made))
    assert set(LookLine.objects.values_list("subject_key", "page")) == {(world.managers[1], "review")}


def test_a_list_of_many_reviews_takes_as_many_statements_as_one_of_few(world: World) -> None:
    leader = entered(world.managers[0])

    def statements() -> int:
        with CaptureQueriesContext(
            connection,
        ) as said:
            leader.get(LIST)
        return len(said)

    for days_ago in (6, 13, 20):
        held(world, results=10, support=20, days_ago=days_ago)
    statements()
    few = statements()
    for days_ago in range(27, 90, 7):
        held(world, results=10, support=20, days_ago=days_ago, manager=2)
    assert statements() == few


def test_an_erased_person_takes_their_reviews_with_them_and_names_go_out_of_the_others(world: World) -> None:
    leader = entered(world.managers[0])
    made = planned(leader)
    leader.post(of(made, "notes/working/"), {"text": "Seller 3 holds the plan", "base": ""})
    leader.post(of(made, "promise/"), {"what": "Meet Seller 3", "by_on": "2026-12-04"})
    Person.objects.get(pk=world.sellers[3]).delete()
    assert "Seller 3" not in ReviewNote.objects.get().text
    assert "Seller 3" not in ReviewPromise.objects.get().what
    Person.objects.get(pk=world.managers[1]).delete()
    assert not ManagerReview.objects.exists()
    assert not ReviewNote.objects.exists()


def test_a_pack_says_what_the_page_says_results_last_and_to_its_two_alone(world: World, now: Now) -> None:
    roll_up(ON)
    leader = entered(world.managers[0])
    made = planned(leader)
    leader.post(of(made, "begin/"))
    leader.post(of(made, "press/"), {"item": "working", "press": "talk"})
    leader.post(of(made, "notes/working/"), {"text": "Plans before calls\n\nBoth agreed", "base": ""})
    leader.post(of(made, "promise/"), {"what": "An hour of legal", "by_on": "2026-12-04"})
    now.later(9)
    viewer = Viewer(0, world.managers[1], is_operations=False, on=ON)
    _, pack = review_pack(viewer, made.pk, made_for="", made_at=now.at)
    told = pack.sections
    names = [one.name for one in kinds()["weekly"].items]
    assert [one.title for one in told][1:5] == names
    assert told[1].lines[0] == "9 of 12 minutes, on support."
    assert list(told[1].lines[-2:]) == ["Plans before calls", "Both agreed"]
    assert [row[0] for grid in told[4].grids for row in grid.rows] == ["Bookings", "At goal pace"]
    assert told[6].grids[0].rows == [("An hour of legal", "4 Dec", "not answered yet")]
    assert told[7].lines == ["9 of 9 minutes were on support."]
    assert all(len(row) == len(grid.headings) for one in told for grid in one.grids for row in grid.rows)
    for stranger in (world.managers[2], world.sellers[0]):
        with pytest.raises(access.Hidden):
            review_pack(Viewer(0, stranger, is_operations=True, on=ON), made.pk, made_for="", made_at=now.at)


def test_the_form_says_when_each_manager_was_met_last(world: World) -> None:
    held(world, results=3, support=20, days_ago=6)
    said = words(entered(world.managers[0]), LIST)
    assert "Manager 1, last 21 Nov" in said
    assert "Manager 2, none held yet" in said


@given(plot=plots(most_sellers=16))
@example(plot=TWO_TEAMS)
@settings(max_examples=8, deadline=None)
def test_no_review_tells_a_figure_that_its_leadership_pages_do_not_tell_both(plot: Plot) -> None:
    with transaction.atomic():
        made = build(plot)
        roll_up(ON)
        for place, above in enumerate(plot.managers):
            if above is not None:
                require_nothing_new(made.managers[above], made.managers[place])
        transaction.set_rollback(True)


def require_nothing_new(leader_key: int, manager_key: int) -> None:
    """What a weekly review shows stands on the page of either as well, about the same people."""
    leader, manager = (Viewer(0, key, is_operations=False, on=ON) for key in (leader_key, manager_key))
    facts = ReviewFacts(1, leader_key, manager_key, "weekly", NOON, State.PLANNED)
    if leader_key not in direct_managers(manager_key, ON):
        assert not ground_of(facts, ON, ON).figures
        return
    shown = {key: one for key, one in ground_of(facts, ON, ON).figures.items() if one.value}
    rows = [row for row in leadership_page(leader, None, None).rows if row.person and row.person.key == manager_key]
    assert rows or not shown
    if access.leads_anyone(manager):
        rows += [row for row in leadership_page(manager, None, None).rows if row.name == "Everybody below you"]
    for row in rows:
        told = {one.key: one for half in row.halves for one in (*half.first, *half.more)}
        for key, one in shown.items():
            assert (told[key].value, told[key].rest) == (one.value, one.rest), key
