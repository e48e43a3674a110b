"""Two sellers on one activity: only who chose it is suggested, both agree, they write, the manager knows that and until
when.
"""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from fairway.audit.models import AuditLine
from fairway.coaching.models import Pairing, PairingNote, PairingOffer
from fairway.coaching.pairing.matching import suggestions
from fairway.coaching.pairing.types import OfferFacts, Side, Suggestion
from fairway.commitments.tests.floor import HIA, LAST_WEEK, MONDAY, TODAY, Floor, at
from fairway.execution.actions.scoring import score
from fairway.execution.types import HiaStanding, NextStep, SellerStanding, SellerState, Status, StepKind, WeekMark
from fairway.execution.types import WeekState as Week
from fairway.people.models import Person, ReportingLine
from fairway.plans.models import Plan

PAIRS, SHORT, STEADY = "/1-1/pairs/", [Week.MISSED] * 3 + [Week.MET] * 3, [Week.MET] * 6


@pytest.fixture
def two(floor: Floor) -> Floor:
    """Ann falls short of her five a week, Ben does not."""
    Plan.objects.create(person=floor.people["ben"], metric_key=HIA, target=5, starts_on=MONDAY - timedelta(days=140))
    for who, done in (("ann", 1), ("ben", 5)):
        floor.counts(who, {LAST_WEEK - timedelta(days=7 * back): done for back in range(8)})
    score()
    return floor


def offered(floor: Floor) -> None:
    floor.sent("ann", f"{PAIRS}offer/", metric=HIA, side="asks")
    floor.sent("ben", f"{PAIRS}offer/", metric=HIA, side="helps")


def proposed(floor: Floor) -> int:
    offered(floor)
    floor.sent("mona", f"{PAIRS}propose/", metric=HIA, asker="ann", helper="ben")
    return Pairing.objects.get().pk


def running(floor: Floor) -> int:
    key = proposed(floor)
    for who in ("ann", "ben"):
        floor.sent(who, f"{PAIRS}{key}/answer/", answer="yes")
    return key


def later(floor: Floor, monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    """Everybody logs in again, as a session lasts two weeks."""
    at(monkeypatch, day)
    floor.clients.clear()


def test_nobody_is_suggested_who_did_not_choose_it_and_a_choice_is_taken_back(two: Floor) -> None:
    assert "Ask both" not in two.told("mona", PAIRS)
    offered(two)
    assert "Ask both" in two.told("mona", PAIRS)
    assert "I would like a pair" in two.told("ann", "/me/")
    two.sent("ben", f"{PAIRS}offer/", metric=HIA, side="")
    assert "Ask both" not in two.told("mona", PAIRS)
    assert PairingOffer.objects.count() == 1


def test_what_was_said_of_an_activity_that_ended_is_still_taken_back(two: Floor) -> None:
    offered(two)
    Plan.objects.filter(person=two.people["ann"]).delete()
    score()
    assert "I would like a pair" in two.told("ann", PAIRS)
    assert "Ask both" not in two.told("mona", PAIRS)
    two.sent("ann", f"{PAIRS}offer/", metric=HIA, side="")
    assert PairingOffer.objects.get().person == two.people["ben"]


def test_only_ones_own_activities_are_offered(two: Floor) -> None:
    two.sent("ann", f"{PAIRS}offer/", metric="executive_calls", side="helps")
    assert not PairingOffer.objects.exists()


def test_it_begins_with_the_second_yes_and_an_answer_is_told_to_nobody_before(two: Floor) -> None:
    key = proposed(two)
    two.sent("ann", f"{PAIRS}{key}/answer/", answer="yes")
    assert Pairing.objects.get().starts_on is None
    assert two.told("ben", f"{PAIRS}{key}/").count("agreed") == 0
    two.sent("ben", f"{PAIRS}{key}/answer/", answer="yes")
    row = Pairing.objects.get()
    assert (row.starts_on, row.ends_on) == (TODAY, TODAY + timedelta(weeks=6))
    assert "Ann" in two.told("ben", "/me/")


@pytest.mark.parametrize("who", ["ann", "ben"])
def test_a_no_is_asked_no_reason_and_does_not_say_whose_it_was(two: Floor, who: str) -> None:
    key = proposed(two)
    two.sent(who, f"{PAIRS}{key}/answer/", answer="no")
    for reader in ("ann", "ben", "mona"):
        page = two.told(reader, f"{PAIRS}{key}/")
        assert "It did not come about." in page
    assert {line.subject_key for line in AuditLine.objects.filter(action="answer_pair")} == {""}
    other = "ben" if who == "ann" else "ann"
    assert "answer_pair" not in str(two.clients[other].get("/me/export/").json()["changes"])
    assert "Ask both" not in two.told("mona", PAIRS)  # the same two are left alone


def test_both_read_the_worksheet_and_the_manager_only_once_both_allow_it(two: Floor) -> None:
    key = running(two)
    tell_on = str(TODAY + timedelta(days=9))
    two.sent("ben", f"{PAIRS}{key}/write/", last_one="In the car, three lines", tell_on=tell_on)
    assert "In the car, three lines" in two.told("ann", f"{PAIRS}{key}/")
    assert "You tell each other on 19 Jun" in two.told("ann", f"{PAIRS}{key}/")
    for who in ("ann", "ben"):
        assert "In the car" not in two.told("mona", f"{PAIRS}{key}/")
        assert "they are a pair" in two.told("mona", f"{PAIRS}{key}/")
        two.sent(who, f"{PAIRS}{key}/show/", shows="yes")
    assert "In the car" in two.told("mona", f"{PAIRS}{key}/")
    two.sent("ann", f"{PAIRS}{key}/show/", shows="no")
    assert "In the car" not in two.told("mona", f"{PAIRS}{key}/")


def test_neither_reads_a_number_of_the_other(two: Floor) -> None:
    key = running(two)
    for page in (f"{PAIRS}{key}/", PAIRS):
        told = two.told("ann", page)
        assert "Ben" in told
        assert "5 of 5" not in told
        assert "/sellers/ben/" not in told
    assert two.clients["ann"].get("/sellers/ben/").status_code == 404


@pytest.mark.parametrize("who", ["tom", "max", "lea", "cleo", "olga"])
def test_nobody_else_knows_of_a_pair(two: Floor, who: str) -> None:
    key = running(two)
    assert two.clients[who].get(f"{PAIRS}{key}/").status_code == 404
    assert two.sent(who, f"{PAIRS}{key}/end/").status_code == 404
    assert two.sent(who, f"{PAIRS}propose/", metric=HIA, asker="ann", helper="ben").status_code == 404
    assert "Ann" not in two.clients[who].get(PAIRS).content.decode()


def test_whoever_leads_one_of_them_alone_reads_nothing(two: Floor) -> None:
    key = running(two)
    ReportingLine.objects.create(person=two.people["ann"], manager=two.people["max"], kind="second")
    assert two.clients["max"].get(f"{PAIRS}{key}/").status_code == 404


def test_it_ends_by_itself_and_asks_what_was_tried(two: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    key = running(two)
    later(two, monkeypatch, TODAY + timedelta(weeks=6, days=1))
    assert "What was tried, and what came of it?" in two.told("ann", "/me/")
    two.sent("ann", f"{PAIRS}{key}/write/", tried="Asked in the first minute", last_one="too late")
    assert set(PairingNote.objects.values_list("part", "text")) == {("tried", "Asked in the first minute")}
    assert "What was tried, and what came of it?" not in two.told("ann", "/me/")
    later(two, monkeypatch, TODAY + timedelta(weeks=12))
    two.sent("ann", f"{PAIRS}{key}/write/", tried="Later still")
    assert PairingNote.objects.get().text == "Asked in the first minute"


def test_either_ends_it_before_and_nobody_is_in_two_pairs(two: Floor) -> None:
    key = running(two)
    assert "Ask both" not in two.told("mona", PAIRS)
    two.sent("mona", f"{PAIRS}propose/", metric=HIA, asker="ann", helper="ben")
    assert Pairing.objects.count() == 1
    two.sent("ben", f"{PAIRS}{key}/end/")
    assert Pairing.objects.get().closed_on == TODAY
    assert "Over since" in two.told("ann", f"{PAIRS}{key}/")


def test_a_proposal_nobody_answers_lapses(two: Floor, monkeypatch: pytest.MonkeyPatch) -> None:
    key = proposed(two)
    later(two, monkeypatch, TODAY + timedelta(days=22))
    two.sent("ann", f"{PAIRS}{key}/answer/", answer="yes")
    assert Pairing.objects.get().asker_said == ""
    assert "It did not come about." in two.told("mona", PAIRS)


def test_an_erased_person_takes_the_pair_along_and_their_name_out_of_others_answers(two: Floor) -> None:
    running(two)
    tom = Person.objects.get(slug="tom")
    other = Pairing.objects.create(asker=two.people["ann"], helper=tom, metric_key=HIA, proposed_on=TODAY)
    PairingNote.objects.create(pairing=other, person=tom, part="tried", text="Ben Bell showed me how")
    Person.objects.get(slug="ben").delete()
    assert Pairing.objects.get() == other
    assert "Ben" not in PairingNote.objects.get().text


def standing(key: int, states: Sequence[Week], status: Status = Status.ON_PACE) -> SellerStanding:
    """A seller whose closed weeks went like that, oldest first."""
    weeks = tuple(
        WeekMark(date(2026, 1, 5) + timedelta(weeks=n), 1.0, 1.0, 1.0, state) for n, state in enumerate(states)
    )
    hia = HiaStanding(HIA, "Invited", "", 5.0, "week", status, "", 0.0, 0.0, 0.0, weeks)
    return SellerStanding(key, SellerState.EXECUTING, NextStep(StepKind.NONE, ""), (hia,))


def suggested(standings: Sequence[SellerStanding], helpers: Sequence[int], *, week: int = 0) -> list[Suggestion]:
    offers = [OfferFacts(1, HIA, Side.ASKS), *(OfferFacts(key, HIA, Side.HELPS) for key in helpers)]
    known = {one.person_key: one for one in standings}
    return suggestions(offers, known, taken=(), met=(), week_on=date(2026, 6, 1) + timedelta(weeks=week))


@pytest.mark.parametrize(
    ("asks", "helps", "is_pair"),
    [
        (SHORT, STEADY, True),
        ([Week.MISSED] * 2 + [Week.MET] * 4, STEADY, False),  # does well enough alone
        (SHORT, [Week.MISSED] * 2 + [Week.MET] * 4, False),
        (SHORT, [Week.MISSED] + [Week.MET] * 5, True),
        (SHORT[:3], STEADY, False),  # too few weeks to say
        ([*SHORT, Week.AWAY, Week.AWAY], STEADY, True),  # weeks away count for nothing
    ],
)
def test_one_who_falls_short_is_paired_with_one_who_does_not(
    asks: Sequence[Week], helps: Sequence[Week], is_pair: bool
) -> None:
    assert bool(suggested([standing(1, asks), standing(2, helps)], [2])) is is_pair


def test_of_records_in_doubt_nothing_is_suggested() -> None:
    assert not suggested([standing(1, SHORT, Status.CHECK_DATA), standing(2, STEADY)], [2])
    assert not suggested([standing(1, SHORT), standing(2, STEADY, Status.CHECK_DATA)], [2])


def test_among_several_one_is_drawn_the_same_all_week_and_others_in_other_weeks() -> None:
    known = [standing(1, SHORT), *(standing(key, STEADY) for key in (2, 3, 4))]
    drawn = [suggested(known, [2, 3, 4], week=week)[0].helper_key for week in range(30)]
    assert drawn == [suggested(known, [4, 3, 2], week=week)[0].helper_key for week in range(30)]
    assert set(drawn) == {2, 3, 4}


def test_whoever_leads_somebody_who_asks_is_told_before_anybody_offers(two: Floor) -> None:
    two.sent("ann", f"{PAIRS}offer/", metric=HIA, side="asks")
    page = two.told("mona", PAIRS)
    assert "Ann Abel</b> would like a pair" in page
    assert "1 person asks for a pair." in page
    for other in ("max", "ben", "olga"):
        assert "would like a pair" not in two.told(other, PAIRS).replace("I would like a pair", "")
    two.sent("ben", f"{PAIRS}offer/", metric=HIA, side="helps")
    assert "not suggested yet" not in two.told("mona", PAIRS)  # it is suggested
    two.sent("mona", f"{PAIRS}propose/", metric=HIA, asker="ann", helper="ben")
    assert "not suggested yet" not in two.told("mona", PAIRS)


def test_whoever_leads_both_reads_who_asked(two: Floor) -> None:
    key = proposed(two)
    for page in (PAIRS, f"{PAIRS}{key}/"):
        assert "Ann asked, Ben helps. Both were asked." in two.told("mona", page)
        assert "Ann asked" not in two.told("ben", page)
