"""What comes next stands on the seller's page, for both sides: begins, ends, waits for whom, is to be rated."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from fairway.desk.tests.office import EXECUTIVES, INVITED, MONDAY, NEXT_MONDAY, WEDNESDAY, Office
from fairway.execution.actions.scoring import score
from fairway.people.models import User
from fairway.plans.models import Plan
from fairway.records.models import RecordMatch
from fairway.studio.models import Rating, Sample
from fairway.studio.proposals.actions.proposing import Words, counter, propose
from fairway.studio.tests.office import hypothesis
from fairway.web.words import long_day

SUNDAY = NEXT_MONDAY - timedelta(days=1)


def part(office: Office, who: str, address: str = "/sellers/ann/") -> str:
    """The card, as one line of text without tags; empty where there is none."""
    page = office.get(who, address)
    if "What comes next" not in page:
        return ""
    card = page.split('aria-label="What comes next"')[1].split("</section>")[0].split(">", 1)[1]
    return " ".join("".join(bit.split(">", 1)[-1] for bit in card.split("<")).split())


def account(office: Office, who: str) -> int:
    return User.objects.get(person=office.people[who]).pk


def test_nothing_stands_there_while_nothing_comes(office: Office) -> None:
    assert part(office, "ann", "/me/") == ""
    assert part(office, "mona") == ""


def test_both_read_what_begins_changes_and_ends(office: Office) -> None:
    ann = office.people["ann"]
    Plan.objects.filter(person=ann, metric_key=INVITED).update(ends_on=SUNDAY)
    Plan.objects.create(person=ann, metric_key=INVITED, target=7, starts_on=NEXT_MONDAY)
    Plan.objects.create(person=ann, metric_key=EXECUTIVES, target=2, starts_on=NEXT_MONDAY)
    for who, address in (("ann", "/me/"), ("mona", "/sellers/ann/"), ("lea", "/sellers/ann/")):
        told = part(office, who, address)
        assert f"7 a week instead of 5 a week from {long_day(NEXT_MONDAY)}" in told
        assert f"Calls to executives begins on {long_day(NEXT_MONDAY)}: 2 a week" in told
        assert "ends on" not in told
    Plan.objects.filter(person=ann, starts_on=NEXT_MONDAY).delete()
    assert f"ends on {long_day(SUNDAY)}" in part(office, "ann", "/me/")


def test_a_plan_that_goes_on_as_it_was_is_no_news(office: Office) -> None:
    ann = office.people["ann"]
    Plan.objects.filter(person=ann, metric_key=INVITED).update(ends_on=SUNDAY)
    Plan.objects.create(person=ann, metric_key=INVITED, target=5, starts_on=NEXT_MONDAY)
    assert part(office, "ann", "/me/") == ""


def test_a_counter_waits_for_the_manager_on_both_pages_and_on_nobody_elses(office: Office) -> None:
    asked = replace(hypothesis(EXECUTIVES, 4), retired_key="")
    key = propose(office.key("ann"), asked, Words(), starts_on=NEXT_MONDAY, actor_id=account(office, "mona"))
    assert part(office, "mona") == "What comes next Calls to executives 4 a week proposed; waits for Ann"
    assert part(office, "ann", "/me/") == ""  # what is asked of her stands above, with its buttons
    mine = replace(asked, target=Decimal(2))
    counter(key, mine, Words(), starts_on=NEXT_MONDAY, actor_id=account(office, "ann"))
    assert "you said 2 a week instead of 4 a week; waits for your manager" in part(office, "ann", "/me/")
    assert "Ann said 2 a week instead of 4 a week; waits for an answer" in part(office, "mona")
    assert part(office, "lea") == ""


def test_a_seller_learns_of_matches_that_were_proposed_and_gets_to_their_page(office: Office) -> None:
    for record, metric, confirmed_at in (
        ("crm:1", INVITED, None),
        ("crm:2", INVITED, None),
        ("crm:3", INVITED, timezone.now()),
        ("crm:4", EXECUTIVES, None),  # no activity of hers any more: there is no page to match it on
    ):
        RecordMatch.objects.create(
            person=office.people["ann"], record_id=record, metric_key=metric, day_on=MONDAY - timedelta(days=4),
            stated_word="chat", matched_at=timezone.now(), confirmed_at=confirmed_at,
        )  # fmt: skip
    told = "2 matches proposed; nothing changes before you say so"
    assert told in part(office, "ann", "/me/")
    assert "Calls to executives" not in part(office, "ann", "/me/")
    link = f"/sellers/ann/{INVITED}/match/"
    assert f'href="{link}"' in office.get("ann", "/me/")
    assert office.clients["ann"].get(link).status_code == 200
    for who in ("mona", "lea"):
        assert "proposed" not in part(office, who)


def test_records_to_rate_are_counted_for_either_side_until_it_has_rated(office: Office) -> None:
    drawn = [
        Sample.objects.create(
            person=office.people["ann"],
            metric_key=INVITED,
            week_on=MONDAY - timedelta(days=7),
            place=place,
            table="activities",
            record_id=f"crm:{place}",
            day_on=MONDAY - timedelta(days=4),
        )
        for place in (1, 2)
    ]
    assert part(office, "ann", "/me/") == "What comes next 2 records to rateRate 2 records"
    Rating.objects.create(person=office.people["ann"], sample=drawn[0], side="seller", answers={})
    assert "1 record to rate" in part(office, "ann", "/me/")
    assert "2 records to rate" in part(office, "mona")
    assert part(office, "lea") == ""
    Sample.objects.update(week_on=MONDAY - timedelta(days=70))  # nobody can rate it any more
    assert part(office, "mona") == ""


def test_where_all_has_ended_the_pages_say_when_and_not_that_there_never_was_any(office: Office) -> None:
    last_sunday = MONDAY - timedelta(days=1)
    Plan.objects.filter(person=office.people["ann"]).update(ends_on=last_sunday)
    score()
    assert last_sunday < WEDNESDAY
    board = office.get("mona", "/")
    assert "No HIA in force" in board
    assert f"the last one ended on {last_sunday:%a %-d %b}" in board
    own = office.get("ann", "/me/")
    assert "You have no activities in force" in own
    assert f"The last one ended on {last_sunday:%a %-d %b}." in own
