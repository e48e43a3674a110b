"""What each page says, to whom, and what is asked on it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fairway.evidence.models import Pilot, PilotSeller
from fairway.evidence.pilots.actions.ending import judge_pilot, stop_pilot
from fairway.evidence.pilots.lots import Balance
from fairway.evidence.pilots.page import own_parts
from fairway.evidence.pilots.queries import pilots_for, sellers_of
from fairway.evidence.pilots.stored import pilot_facts
from fairway.evidence.pilots.tests.field import HIA, OBJECTIVE, SELLERS, START, TODAY, WEEK, Field, at
from fairway.evidence.pilots.types import Design, Drawn, Kind, Result
from fairway.evidence.pilots.wording import meaning_of, result_in_words, steps_in_words
from fairway.plans.models import Plan

FORM = {
    "metric": HIA,
    "target": "4",
    "per": "week",
    "objective": "",
    "head": "lea",
    "kind": "parallel",
    "drawn": "sellers",
    "weeks": "8",
    "starts_on": START.isoformat(),
    "worth": "30",
    "why": "To see whether inviting more helps.",
}
END = START + 8 * WEEK - timedelta(days=1)
# Words of statistics that no sentence of a pilot may need.
FORBIDDEN = re.compile(
    r"p-value|confidence|significan|standard error|randomi[sz]|treatment|control group|hypothesis|regression|variance|"
    r"degrees of freedom|covariate|estimat",
    re.I,
)


def visible(text: str) -> str:
    """A page's words without what stands folded away."""
    main = text.partition("<main")[2].partition("</main>")[0]
    return re.sub(r"<[^>]+>", " ", re.sub(r"<details.*?</details>", " ", main))


def test_an_activity_comes_along_with_the_link_and_nothing_is_found_wrong_yet(field: Field) -> None:
    page = field.told("olga", f"/pilots/new/?activity={HIA}")
    assert f'<option value="{HIA}" selected>' in page
    assert 'role="alert"' not in page


def test_it_says_what_it_could_see_before_there_is_a_button(field: Field) -> None:
    empty = field.told("olga", "/pilots/new/")
    assert "Propose this pilot" not in empty
    said = field.client("olga").get("/pilots/new/", FORM).content.decode()
    assert "36 sellers had about 4 a full-time week each so far" in said
    change = re.search(r"would show a change of (\d\.\d) a week, (\d+)% of today’s or more, four times in five", said)
    assert change
    assert 15 < int(change[2]) <= 30
    assert "Half of the sellers, drawn by lot, begin on Mon 15 Jun 2026; the others wait until Sun 9 Aug 2026." in said
    assert "Propose this pilot" in said
    assert not Pilot.objects.exists()


def test_it_offers_no_button_for_a_pilot_that_would_see_nothing(field: Field) -> None:
    for more, why in (({"worth": "10"}, "It would take"), ({"objective": "win_rate"}, "cannot be judged by Win rate")):
        said = field.client("olga").get("/pilots/new/", FORM | more).content.decode()
        assert why in said
        assert "Propose this pilot" not in said
        again = field.client("olga").post("/pilots/new/", FORM | more)
        assert why in again.content.decode()
    assert not Pilot.objects.exists()


def test_what_was_typed_wrong_is_said_by_its_field(field: Field) -> None:
    said = field.client("olga").get("/pilots/new/", FORM | {"target": "many", "weeks": "3"}).content.decode()
    assert "Target:" in said
    assert "Weeks:" in said


def test_a_leader_proposes_for_their_own_and_operations_start_it(field: Field) -> None:
    assert field.sent("lea", "/pilots/new/", **FORM).status_code == 302
    pilot = Pilot.objects.get()
    page = f"/pilots/{pilot.pk}/"
    assert "Operations start it" in field.told("lea", page)
    assert field.sent("lea", f"{page}start/").status_code == 404
    assert "Draw and start" in field.told("olga", page)
    assert field.client("mona").get(page).status_code == 404  # nobody is told before the draw
    assert field.sent("olga", f"{page}start/").status_code == 302
    assert PilotSeller.objects.count() == len(SELLERS)
    assert Plan.objects.filter(metric_key=HIA).count() == len(SELLERS) / 2
    assert "Drawn by lot among 36 sellers" in field.told("olga", page)


@pytest.mark.parametrize(("who", "head"), [("lea", "max"), ("lea", "everybody"), ("lea", "cleo"), ("mona", "mona")])
def test_nobody_proposes_for_people_of_others(field: Field, who: str, head: str) -> None:
    assert field.sent(who, "/pilots/new/", **(FORM | {"head": head})).status_code == 404
    assert not Pilot.objects.exists()


def test_a_manager_sees_their_own_people_and_others_nothing(field: Field) -> None:
    key = field.started()
    page = f"/pilots/{key}/"
    told = field.told("mona", page)
    assert "30 others whom you do not lead take part too" in told
    shown = set(re.findall(r'href="/sellers/([a-z0-9]+)/"', told))
    assert shown == {who for who in SELLERS if who.startswith("s0")}
    for who in ("max", "x0"):
        assert field.client(who).get(page).status_code == 404
        assert f'href="{page}"' not in field.told(who, "/pilots/")
    assert len(re.findall(r'href="/sellers/s\d\d/"', field.told("lea", page))) == len(SELLERS)


def test_it_asks_no_more_of_whoever_proposes_none_where_there_are_more_pilots(field: Field) -> None:
    field.started()
    nobody = field.viewer("x0")
    with CaptureQueriesContext(connection) as of_one:
        assert pilots_for(nobody) == []
    for _ in range(3):
        field.proposed(head="max", worth=0.5, design=Design(Kind.PARALLEL, Drawn.SELLERS, weeks=26))
    with CaptureQueriesContext(connection) as of_four:
        assert pilots_for(nobody) == []
    assert len(of_four) == len(of_one)


def test_a_seller_reads_that_they_take_part_why_what_is_compared_and_until_when(field: Field) -> None:
    key = field.started()
    begins, waits = (next(p for p in sellers_of(key) if (p.starts_on is not None) is has) for has in (True, False))
    names = {field.key(who): who for who in SELLERS}
    for place, part in (
        (begins, "You were drawn to begin on Mon 15 Jun 2026."),
        (waits, "You were drawn to go on as before until Sun 9 Aug 2026."),
    ):
        told = field.told(names[place.person_key], "/me/")
        assert part in told
        assert "Why: To see whether inviting more helps." in told
        assert "of all who begin with all who wait" in told
        assert "Sun 9 Aug 2026" in told
        page = field.told(names[place.person_key], f"/pilots/{key}/")
        assert part in page
        assert "35 others whom you do not lead take part too" in page
    assert "was drawn to" in field.told("mona", "/sellers/s00/")  # the seller sees what the manager sees


def test_where_all_have_it_in_two_orders_nobody_reads_of_anybody_who_waits(field: Field) -> None:
    key = field.started(design=Design(Kind.CROSSOVER, Drawn.SELLERS, weeks=8), worth=0.5)
    told = field.told("s00", "/me/")
    assert "of everybody’s weeks with it and weeks without" in told
    assert "who wait" not in told
    meaning = meaning_of(pilot_facts(Pilot.objects.get(pk=key)), result(low=1.0, high=3.0))
    assert (meaning.advice, "waited" in meaning.why) == ("Keep it", False)


def test_their_page_says_nothing_any_more_once_it_is_stopped(field: Field) -> None:
    key = field.started()
    stop_pilot(key, "A new price list.", on=TODAY, actor_id=None)
    assert own_parts(field.viewer("s00"), field_person(field, "s00")) == []
    told = field.told("s00", f"/pilots/{key}/")
    assert "Stopped on Wed 10 Jun 2026; nothing is said of what it changed. Why: A new price list." in told


def field_person(field: Field, who: str) -> object:
    from fairway.people.queries import person_facts

    return person_facts(field.key(who), TODAY)


def test_while_it_runs_the_page_shows_the_activity_and_never_the_outcome(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = field.started()
    field.run(key, 3.0)
    during = START + 4 * WEEK + timedelta(days=1)
    at(monkeypatch, during)
    asked: list[str] = []
    from fairway.evidence.pilots import queries

    counted = queries.counted

    def watched(people: object, metric: str, weeks: object) -> object:
        asked.append(metric)
        return counted(people, metric, weeks)  # type: ignore[arg-type]

    monkeypatch.setattr(queries, "counted", watched)
    told = field.told("olga", f"/pilots/{key}/")
    assert "Whoever had it did" in told
    assert "is not shown before Sun 9 Aug 2026" in told
    assert set(asked) == {HIA}  # the outcome is not even read
    answer = field.client("olga").post(f"/pilots/{key}/judge/", follow=True)
    assert "Nobody looks at what came of it before" in answer.content.decode()
    assert Pilot.objects.get(pk=key).result is None
    assert OBJECTIVE not in asked


def test_sums_of_few_are_shown_to_nobody_who_does_not_see_each_of_them(
    field: Field, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six sellers of one manager: whoever knows two others would know the third by the sum."""
    key = field.started(head="mona", worth=2.0)
    field.run(key, 2.0, did=1.0)
    at(monkeypatch, START + 2 * WEEK)
    field.clients.clear()
    for who, sees in (("s00", False), ("mona", True), ("olga", True)):
        told = field.told(who, f"/pilots/{key}/")
        assert ("Whoever had it did" in told) is sees
        assert ("That is little" in told) is sees
        assert ("Groups are smaller than 5" in told) is not sees
        assert bool(re.search(r"alike[^:.]*: \d", told)) is sees
    judge_pilot(key, on=END + timedelta(days=1), actor_id=None)
    at(monkeypatch, END + timedelta(days=2))
    field.clients.clear()  # whoever logged in then has been logged out since
    for who, sees in (("s00", False), ("mona", True)):
        told = field.told(who, f"/pilots/{key}/")
        assert "those who began in June had" in told
        assert ("where it was about" in told) is sees
        assert "It was hardly done" in told
        assert bool(re.search(r"hardly done: \d", told)) is sees


def test_at_its_end_the_result_comes_in_words_with_what_to_do(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    key = field.started()
    field.run(key, 2.0)
    at(monkeypatch, END + timedelta(days=1))
    assert "Work out what came of it" in field.told("olga", f"/pilots/{key}/")
    assert field.sent("olga", f"/pilots/{key}/judge/").status_code == 302
    told = field.told("olga", f"/pilots/{key}/")
    found = re.search(r"It helped: (\d(?:\.\d)?) to (\d(?:\.\d)?) more a week", told)
    assert found
    assert 0.5 < float(found[1]) < float(found[2]) < 3.5  # about two; who begins depends on the keys of the day
    assert "those who began in June had" in told
    assert "more a week than those who waited, where it was about" in told
    assert "Keep it" in told
    assert 'href="/studio/"' in told
    assert "no change" in told  # drawn in
    assert not FORBIDDEN.search(visible(told))
    assert "Seed of the draw" in told


def result(**more: float) -> Result:
    usual = {"value": 1.0, "error": 0.3, "degrees": 30.0, "low": 0.5, "high": 1.5, "waiting": 4.0, "chance": 0.01}
    counts = {"counted": 36, "lost": 0, "done": 100.0, "wanted": 120.0, "unasked": 4.0}
    return Result(**(usual | counts | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "advice"),
    [
        ({}, "Keep it"),
        ({"low": 0.2, "high": 0.9}, "Change it"),  # it moves, by less than is worth having
        ({"low": -1.5, "high": -0.5}, "Retire it"),
        ({"low": -0.5, "high": 0.6}, "Retire it"),  # 30% of 4 would be worth having
        ({"low": -0.5, "high": 2.0}, "Change it or go on"),
        ({"chance": 0.2}, "Change it or go on"),  # the draw alone shows as much too often
        ({"done": 30.0}, "Change it: ask why it was not done"),
    ],
)
def test_it_says_keep_change_or_retire(field: Field, found: dict[str, float], advice: str) -> None:
    facts = pilot_facts(Pilot.objects.get(pk=field.proposed()))
    meaning = meaning_of(facts, result(**found))
    assert meaning.advice == advice
    assert not FORBIDDEN.search(meaning.why)
    assert not FORBIDDEN.search(result_in_words(facts, result(**found), "Meetings"))


def test_it_says_that_no_difference_could_look_the_same(field: Field) -> None:
    facts = pilot_facts(Pilot.objects.get(pk=field.proposed()))
    words = result_in_words(facts, result(low=-0.5, high=2.0), "Meetings")
    assert words == (
        "Meetings: those who began in June had between 0.5 fewer and 2 more a week than those who waited, where it was "
        "about 4. No difference at all could look like this too."
    )


def test_it_says_whether_the_effect_grows_with_the_weeks(field: Field) -> None:
    design = Design(Kind.STAGGERED, Drawn.SELLERS, weeks=12, arms=3)
    facts = pilot_facts(Pilot.objects.get(pk=field.proposed(design=design, worth=0.5)))
    words = steps_in_words(facts, result(steps=[(-0.2, 1.0), (0.4, 2.0)]))  # type: ignore[arg-type]
    assert words == (
        "In weeks 1 to 4 of having it: 0.2 fewer to 1 more; weeks 5 to 8 of having it: 0.4 more to 2 more."
    )


def test_it_is_said_when_too_few_were_left(field: Field, monkeypatch: pytest.MonkeyPatch) -> None:
    from fairway.people.models import Person

    key = field.started()
    Person.objects.filter(slug__in=SELLERS[2:]).update(left_on=TODAY)
    judge_pilot(key, on=END + timedelta(days=1), actor_id=None)
    at(monkeypatch, END + timedelta(days=2))
    told = field.told("olga", f"/pilots/{key}/")
    assert "Too few were left to tell" in told
    assert "Propose it anew" in told


def test_the_list_says_what_pilots_are_where_there_is_none(field: Field) -> None:
    assert "No pilot yet" in field.told("s00", "/pilots/")
    assert "Propose a pilot" in field.told("lea", "/pilots/")
    assert "Propose a pilot" not in field.told("mona", "/pilots/")
    key = field.started()
    for who in ("s00", "mona", "cleo", "olga"):
        assert f'href="/pilots/{key}/"' in field.told(who, "/pilots/")
    assert "Begins 15 Jun" in field.told("lea", "/pilots/")
    assert "1 pilot runs" in field.told("lea", "/pilots/")
    stop_pilot(key, "A new price list.", on=TODAY, actor_id=None)
    assert "No pilot runs now" in field.told("lea", "/pilots/")


def test_a_pilot_is_stopped_with_a_reason_and_withdrawn_before_its_start(field: Field) -> None:
    key = field.started()
    assert field.sent("mona", f"/pilots/{key}/stop/", reason="No time").status_code == 404
    field.sent("lea", f"/pilots/{key}/stop/", reason="")
    assert Pilot.objects.get(pk=key).stopped_on is None
    field.sent("lea", f"/pilots/{key}/stop/", reason="A new price list.")
    assert "Stopped before its end" in field.told("lea", f"/pilots/{key}/")
    other = field.proposed(head="max", worth=0.5, design=Design(Kind.PARALLEL, Drawn.SELLERS, weeks=26))
    assert field.sent("lea", f"/pilots/{other}/withdraw/").status_code == 404
    assert field.sent("olga", f"/pilots/{other}/withdraw/").status_code == 302
    assert not Pilot.objects.filter(pk=other).exists()


def test_an_uneven_draw_is_said(field: Field) -> None:
    assert not Balance((2, 2), (1.0, 3.0), 0.9).is_even
    key = field.started()
    assert "Groups of 18 and 18. Before the start they were alike" in field.told("olga", f"/pilots/{key}/")
    PilotSeller.objects.filter(arm=0).update(past=9.0)
    assert "not quite alike" in field.told("olga", f"/pilots/{key}/")
