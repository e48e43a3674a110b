"""What a certificate needs, at its edges."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairway.coaching.support.types import Part
from fairway.training.certifying.metering import meter
from fairway.training.certifying.rules import (
    NAMES,
    facts_of,
    in_a_row,
    is_met,
    may_renew,
    missing,
    needed,
    requirements,
)
from fairway.training.certifying.types import FieldSums, Need, ObservedTalk, Requirement, Standings, Talk, year_after
from fairway.web.words import first_down

ON = date(2026, 11, 27)
SUMS = FieldSums(Part(14, 16), Part(18, 25), Part(9, 10), judged=40)
SEEN = (ObservedTalk(date(2026, 10, 1), 3.5, 4),)


def standing(**more: object) -> Standings:
    given = {"sums": SUMS, "observed": SEEN, "talk": Talk(ON, ON), "modules_done": 3, "modules": 3, **more}
    return Standings(on=ON, **given)  # type: ignore[arg-type]


def of(need: Need, found: Standings) -> Requirement:
    return next(one for one in requirements(found) if one.need is need)


def test_exactly_what_is_needed_is_enough() -> None:
    assert is_met(requirements(standing()))
    assert missing(requirements(standing())) == ""


@pytest.mark.parametrize(
    ("more", "need"),
    [
        ({"sums": FieldSums(Part(12, 16), Part(18, 25), Part(9, 10), 40)}, Need.HELD),
        ({"sums": FieldSums(Part(7, 7), Part(18, 25), Part(9, 10), 40)}, Need.HELD),
        ({"sums": FieldSums(Part(14, 16), Part(17, 25), Part(9, 10), 40)}, Need.KEPT),
        ({"sums": FieldSums(Part(14, 16), Part(3, 3), Part(9, 10), 40)}, Need.KEPT),
        ({"sums": FieldSums(Part(14, 16), Part(18, 25), Part(8, 9), 40)}, Need.DISCUSSED),
        ({"sums": FieldSums(Part(14, 16), Part(18, 25), Part(0, 0), 0)}, Need.DISCUSSED),
        ({"observed": (ObservedTalk(date(2026, 10, 1), 3.49, 6),)}, Need.OBSERVED),
        ({"observed": (ObservedTalk(date(2026, 10, 1), 5.0, 3),)}, Need.OBSERVED),
        ({"observed": (ObservedTalk(ON - timedelta(days=365), 5.0, 6),)}, Need.OBSERVED),
        ({"is_led": False}, Need.OBSERVED),
        ({"talk": Talk(ON)}, Need.TALK),
        ({"talk": Talk(ON, None, is_again=True)}, Need.TALK),
        ({"talk": Talk(ON, ON - timedelta(days=365))}, Need.TALK),
        ({"since_on": date(2026, 10, 1)}, Need.OBSERVED),  # of the day of the certificate before: that one had it
        ({"modules_done": 2}, Need.MODULES),
    ],
)
def test_each_need_alone_is_told_with_what_to_do(more: dict[str, object], need: Need) -> None:
    all_of = requirements(standing(**more))
    assert [one.need for one in all_of if not one.is_met] == [need]
    assert of(need, standing(**more)).todo
    told = first_down(NAMES[need])
    assert missing(all_of) == f"One of six is not there yet: {told}. Next: {of(need, standing(**more)).todo}."


def test_of_an_observation_only_that_there_was_one_is_kept() -> None:
    kept = facts_of(requirements(standing()))
    assert kept["observed"] == {"done": 1.0}
    assert kept["held"] == {"done": 14, "of": 16, "needs": 13}


def test_a_miss_that_can_still_be_asked_about_is_named_even_where_nothing_counts_yet() -> None:
    quiet = FieldSums(Part(14, 16), Part(18, 25), Part(0, 0), judged=3)
    found = of(Need.DISCUSSED, standing(sums=quiet, open_misses=(date(2026, 11, 29), date(2026, 11, 29))))
    assert found.is_met
    assert (found.said, found.todo) == (
        "Nothing to count yet",
        "ask about the 2 misses nobody spoke of yet, by Sun 29 Nov",
    )


@given(st.sampled_from([0.7, 0.8, 0.9]), st.integers(0, 60), st.integers(0, 60))
def test_so_many_in_a_row_bring_it_there_and_one_fewer_does_not(share: float, done: int, more: int) -> None:
    of_all = done + more
    row = in_a_row(share, done, of_all)
    assert done + row >= needed(share, of_all + row)
    assert row == 0 or done + row - 1 < needed(share, of_all + row - 1)


def test_it_may_be_renewed_from_sixty_days_before_it_expires() -> None:
    expires_on = date(2027, 3, 1)
    assert not may_renew(expires_on, expires_on - timedelta(days=61))
    assert may_renew(expires_on, expires_on - timedelta(days=60))
    assert may_renew(expires_on, expires_on + timedelta(days=400))


def test_a_meter_says_its_count_and_stays_within_its_frame() -> None:
    drawn = meter(Requirement(Need.HELD, "Held <b>", False, "3 of 3, needs 7", "", 3, 3, 7))
    assert 'aria-label="Held &lt;b&gt;: 3 of 3, needs 7"' in drawn
    assert 'd="M275.0 0V16"' in drawn
    assert meter(Requirement(Need.TALK, "Talk", True, "Held")) == ""


def test_a_year_ends_on_the_same_date_and_on_the_day_after_where_there_is_none() -> None:
    assert year_after(date(2027, 11, 27)) == date(2028, 11, 27)
    assert year_after(date(2028, 2, 29)) == date(2029, 3, 1)
    leap = Standings(on=date(2028, 11, 27), sums=SUMS)
    assert leap.counts_on(date(2027, 11, 28))
    assert not leap.counts_on(date(2027, 11, 27))
