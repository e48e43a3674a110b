"""Executing: is it helping? What the pages of a seller and the board say of it, state by state, in plain words."""

import html
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from django.apps import apps

from fairway.desk.tests.concluding import HELP, SEEN, WEEK_ON, conclude_about, stand_as
from fairway.desk.tests.office import MONDAY, WEDNESDAY, Office
from fairway.diagnosis.states import State
from fairway.evidence.types import Span
from fairway.evidence.verdict import Verdict
from fairway.execution.quality import QualityFigure
from fairway.execution.types import Status

# Terms a manager would have to look up. They stand in the fold "How we know" and nowhere else.
STATISTICAL = re.compile(
    r"probabilit|confidence|interval|significan|p-value|posterior|prior\b|regression|coefficient|estimat|hazard|\bodds"
    r"|correlat|standard (?:error|deviation)|bayes|varianc|quantile|percentile|median|null hypothesis|likelihood"
    r"|sample size|\bz \d|\bsigma\b|t-test|instrument|placebo|outlier|stochastic|distribution|simulat",
    re.IGNORECASE,
)
UNTOLD = replace(HELP, verdict=Verdict.CANNOT_TELL)
NOT_HELPING = replace(HELP, verdict=Verdict.NOT_HELPING)
EARLY = replace(HELP, verdict=Verdict.TOO_EARLY, until_on=WEDNESDAY + timedelta(days=20))


def main_of(page: str) -> str:
    return page.split("<main", 1)[1].split("</main>", 1)[0]


def plain(page: str) -> str:
    """Everything a page says, alternatives of pictures included, but for the fold that says how it is known."""
    shown = re.sub(r"<details[^>]*><summary>How we know.*?</details>", " ", main_of(page), flags=re.S)
    labels = " ".join(re.findall(r'aria-label="([^"]*)"', shown))
    return re.sub(r"\s+", " ", html.unescape(f"{re.sub(r'<[^>]+>', ' ', shown)} {labels}"))


def diagnose(office: Office) -> None:
    stand_as(office, "ann", Status.BEHIND)
    conclude_about(office, "ann", UNTOLD, chance=0.1)


def question(office: Office) -> None:
    stand_as(office, "ann", Status.BEHIND)
    conclude_about(office, "ann", UNTOLD, chance=0.9)


def fix_measurement(office: Office) -> None:
    stand_as(office, "ann", Status.CHECK_DATA)
    conclude_about(office, "ann", UNTOLD)


def raise_quality(office: Office) -> None:
    stand_as(office, "ann", Status.ON_PACE, QualityFigure(3, 30))
    conclude_about(office, "ann", UNTOLD)


def hold(office: Office) -> None:
    stand_as(office, "ann", Status.ON_PACE)
    conclude_about(office, "ann", EARLY)


def swap(office: Office) -> None:
    stand_as(office, "ann", Status.ON_PACE)
    conclude_about(office, "ann", NOT_HELPING)


def scale(office: Office) -> None:
    stand_as(office, "ann", Status.AHEAD)
    conclude_about(office, "ann", HELP, chance=0.2)


def sustain(office: Office) -> None:
    stand_as(office, "ann", Status.ON_PACE)
    conclude_about(office, "ann", HELP, chance=0.8)


Furnish = Callable[[Office], None]
EIGHT: dict[State, tuple[Furnish, str, str]] = {
    State.DIAGNOSE: (diagnose, "Wait before changing anything where Second", "Ask why"),
    State.QUESTION: (question, "A change may be due where Second", "Ask if it is right"),
    State.FIX_MEASUREMENT: (fix_measurement, "Wait: records of Second", "Match 4 records"),
    State.RAISE_QUALITY: (raise_quality, "Change how Second", "Raise quality"),
    State.HOLD: (hold, "Wait with Second", "Hold until "),
    State.SWAP: (swap, "Change Second", "Swap or tune"),
    State.SCALE: (scale, "Keep Second", "Do more or reset goal"),
    State.SUSTAIN: (sustain, "Keep Second", "Pair with a colleague"),
}


@pytest.mark.parametrize("state", State)
def test_it_begins_a_page_of_each_state_with_keep_change_or_wait(office: Office, state: State) -> None:
    furnish, first, _ = EIGHT[state]
    furnish(office)
    for who, address in (("mona", "/sellers/ann/"), ("ann", "/me/"), ("lea", "/sellers/ann/"), ("op", "/sellers/ann/")):
        line = main_of(office.get(who, address)).split('class="hero-line">', 1)[1].split("</p>", 1)[0]
        assert re.sub(r"<[^>]+>", "", line).startswith(first), (who, line)


@pytest.mark.parametrize("state", State)
def test_it_says_nothing_in_terms_of_statistics_outside_the_fold(office: Office, state: State) -> None:
    EIGHT[state][0](office)
    pages = [office.get("mona", "/sellers/ann/"), office.get("ann", "/me/"), office.get("mona", "/board/")]
    pages.append(office.get("mona", "/sellers/ann/second_stakeholders_invited/"))
    for page in pages:
        assert STATISTICAL.findall(plain(page)) == []
    if state not in {State.DIAGNOSE, State.QUESTION, State.FIX_MEASUREMENT}:
        assert "Probability that it helps here: 0.93" in main_of(pages[0])


@pytest.mark.parametrize("state", State)
def test_it_makes_each_state_one_step_on_the_board_and_in_its_json(office: Office, state: State) -> None:
    furnish, _, step = EIGHT[state]
    furnish(office)
    steps = re.findall(r'<div class="step">\s*<(?:a|span)[^>]*>([^<]*)', main_of(office.get("mona", "/board/")))
    assert steps[0].startswith(step)
    assert len(steps) == 2  # ann's and ben's


def test_it_shows_words_then_counts_then_the_picture_and_no_money(office: Office) -> None:
    sustain(office)
    page = office.get("mona", "/sellers/ann/")
    card = page.split('aria-labelledby="helps-', 1)[1].split("</section>", 1)[0]
    words = plain(f"<main>{card}</main>")
    parts = [
        "Keep it: more of this came before faster progress on Ann’s deals. How much is uncertain.",
        "Of 20 open deals, 7 to 12 move on within four weeks where it is done on them, 5 to 8 where it is not.",
        "24 sellers, 51 weeks, 599 deals. A pattern, not an experiment.",
    ]
    places = [words.index(part) for part in parts]
    assert places == sorted(places)
    assert "Best guesses: 10 and 6." in card  # the picture says the same to whoever does not see it
    assert "$" not in card
    assert "1794" not in page


def test_it_tells_how_it_is_known_and_how_to_get_the_same_again(office: Office) -> None:
    apps.get_model("execution.DailyStep").objects.create(name="evidence", done_on=WEDNESDAY)
    sustain(office)
    fold = office.get("mona", "/sellers/ann/").split("<summary>How we know", 1)[1].split("</details>", 1)[0]
    assert f"51 closed weeks up to {WEEK_ON + timedelta(days=6):%-d %b}, 24 sellers: everybody." in fold
    assert "Busy weeks do not show it (z 0.7)." in fold
    assert "Not held" in fold
    assert "steps of deals come +7.5% more often, +1.2% to +13.7%" in fold
    assert f"fairway helping --seller u-ann --as-of {WEDNESDAY} --json" in fold
    assert f"fairway evidence --as-of {WEDNESDAY} --json" in fold


def test_it_speaks_to_sellers_of_themselves(office: Office) -> None:
    sustain(office)
    assert "faster progress on your deals" in office.get("ann", "/me/")


def test_it_draws_no_group_of_which_a_sum_would_tell_of_one_and_none_that_says_anything(office: Office) -> None:
    small = replace(SEEN, sellers=4)
    wide = replace(SEEN, with_act=Span(9.0, 2.0, 18.0))
    conclude_about(office, "ann", replace(HELP, picture=small))
    conclude_about(office, "ben", replace(HELP, picture=wide))
    for who in ("ann", "ben"):
        assert "What the whole group" not in office.get("mona", f"/sellers/{who}/")


def test_it_shows_where_the_quarter_may_land_last_and_as_a_result(office: Office) -> None:
    sustain(office)
    page = main_of(office.get("mona", "/sellers/ann/"))
    words = plain(f"<main>{page}</main>")
    assert page.index("Executing: is it helping?") < page.index("Result, last") < page.index("Results, after")
    assert "Where the quarter may land at today’s pace" in words
    assert "16 reach the goal of $120k. With every activity at its target it would be as many." in words
    assert "It says nothing" in words or "it says nothing about any one activity" in words
    assert page.count('class="c-out"') == 2 * 4  # wide and narrow


def test_it_says_where_it_may_land_without_a_goal(office: Office) -> None:
    stand_as(office, "ann", Status.ON_PACE)
    conclude_about(office, "ann", HELP, chance=None)
    words = plain(office.get("mona", "/sellers/ann/"))
    assert "half of them are above $100k. No goal is known." in words
    assert "Keep it: more of this came before" in words  # nothing is read against anybody


def test_it_leads_to_the_studio_and_to_a_pilot_whoever_may_go_there(office: Office) -> None:
    swap(office)
    links = [f'href="/studio/ann/">{words}' for words in ("Choose again in the studio",)]
    for who, address, is_shown in (
        ("mona", "/sellers/ann/", True),
        ("ann", "/me/", True),
        ("lea", "/sellers/ann/", False),  # stands above her manager
    ):
        assert (links[0] in office.get(who, address)) is is_shown


def test_it_offers_a_pilot_where_history_is_mute_to_whoever_may_propose_one(office: Office) -> None:
    conclude_about(office, "ann", UNTOLD)
    for who, is_shown in (("lea", True), ("op", True), ("mona", False)):
        page = office.get(who, "/sellers/ann/")
        assert "A pilot could tell." in page
        assert ("Propose a pilot" in page) is is_shown


def test_it_takes_nothing_of_long_ago_for_what_holds_today(office: Office) -> None:
    sustain(office)
    for name in ("SellerVerdict", "SellerLanding", "GroupFindings"):
        apps.get_model(f"evidence.{name}").objects.update(week_on=MONDAY - timedelta(days=70))
    page = office.get("mona", "/sellers/ann/")
    assert "Keep it: more of this" not in page
    assert "Wait: nothing has been worked out yet." in page
    assert "Result, last" not in page


def test_it_hides_what_was_concluded_from_whoever_may_not_see_the_seller(office: Office) -> None:
    sustain(office)
    assert office.clients["max"].get("/sellers/ann/").status_code == 404
    assert office.clients["ben"].get("/sellers/ann/").status_code == 404
