"""Charts say what their data say: shapes by state, one grammar, and nothing drawn that is not known."""

import re
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from markupsafe import Markup

from fairway.web.charts import PIPS_WIDTH, Column, bars, ghost_board, legend_swatch, pips, strip
from fairway.web.marks import CLASS_LOOKS, STATUS_LOOKS, class_mark, status_mark

MONDAY = date(2026, 6, 8)
WEEKS = [MONDAY - timedelta(days=7 * back) for back in range(12, -1, -1)]


def week(place: int, done: float = 5, state: str = "met", **more: object) -> Column:
    return Column(WEEKS[place], done, 5.0 if state != "away" else 0.0, state, **more)  # type: ignore[arg-type]


def parts(drawn: Markup, css: str) -> int:
    """How many shapes of a class were drawn; the drawing is well-formed."""
    root = ElementTree.fromstring(str(drawn))
    return sum(css in (part.get("class") or "").split() for part in root.iter())


@pytest.mark.parametrize(
    ("done", "expected", "filled", "open_"), [(2, 5, 2, 3), (5, 5, 5, 0), (7, 5, 7, 0), (0, 4, 0, 4)]
)
def test_it_draws_one_pip_for_each_act(done: int, expected: int, filled: int, open_: int) -> None:
    drawn = pips(done, expected)
    assert (parts(drawn, "c-done"), parts(drawn, "c-rest")) == (filled, open_)


def test_it_hatches_what_is_not_done_only_where_weeks_say_behind_or_records_are_in_doubt() -> None:
    assert parts(pips(1, 5, "behind"), "c-short") == 4
    assert parts(pips(1, 5, "ask"), "c-unsure") == 4
    assert parts(pips(1, 5, "plain"), "c-short") == parts(pips(1, 5, "plain"), "c-unsure") == 0
    assert parts(pips(3, 5, "paused"), "c-done") == 0


@pytest.mark.parametrize("many", [1, 7, 8, 10, 12, 13, 40])
def test_it_keeps_many_acts_within_their_cell(many: int) -> None:
    for tone in ("plain", "behind"):
        drawn = pips(many // 2, many, tone)
        assert float(ElementTree.fromstring(str(drawn)).attrib["width"]) <= PIPS_WIDTH


def test_it_puts_a_notch_where_a_steady_week_would_be() -> None:
    assert parts(pips(1, 4, by_now=2.0), "c-notch") == 1
    assert parts(pips(1, 4), "c-notch") == 0
    assert parts(pips(1, 4, by_now=0.0), "c-notch") == 0


def test_it_draws_each_state_of_a_week_with_a_shape_of_its_own() -> None:
    drawn = strip(
        [
            None,
            week(1),
            week(2, 2, "missed"),
            week(3, 0, "missed"),
            week(4, 0, "away"),
            week(5, 0, "partial", is_blind=True),
            week(6, 0, "missed", in_doubt=4.0),
            week(7, 3, "partial", is_running=True),
        ],
        "label",
    )
    shapes = {css: parts(drawn, css) for css in ("c-done", "c-hollow", "c-away", "c-blind", "c-running")}
    assert shapes == {"c-done": 1, "c-hollow": 2, "c-away": 1, "c-blind": 2, "c-running": 1}


def test_it_draws_nothing_before_an_hia_began() -> None:
    drawn = strip([None] * 10 + [week(10), week(11), week(12, 1, "partial", is_running=True)], "label")
    left = [float(x) for x in re.findall(r'<rect[^>]* x="([\d.]+)"', str(drawn))]
    assert min(left) >= 10 * 7.2 - 0.1


def test_it_draws_the_target_as_one_line_with_steps_and_none_while_away() -> None:
    part = Column(WEEKS[2], 4, 4.0, "met")
    steady = str(strip([week(0), week(1), week(2)], ""))
    stepped = str(strip([week(0), week(1), part], ""))
    broken = str(strip([week(0), week(1, 0, "away"), week(2)], ""))
    lines = [re.search(r'c-target" d="([^"]+)"', drawn) for drawn in (steady, stepped, broken)]
    assert [(line[1].count("M"), line[1].count("V")) for line in lines if line] == [(1, 0), (1, 1), (2, 0)]


def test_it_writes_a_dash_and_never_a_nought_over_a_week_in_doubt() -> None:
    seen = [week(place) for place in range(10)]
    drawn = str(
        bars([*seen, week(10, 0, "partial", is_blind=True), week(11, 0, "missed", in_doubt=4.0), None], WEEKS, 5, "")
    )
    assert drawn.count(">–<") == 2
    assert ">0<" not in drawn


def test_it_warns_only_where_closed_weeks_say_behind() -> None:
    columns = [*(week(place) for place in range(9)), *(week(place, 1, "missed") for place in (9, 10, 11)), None]
    assert str(bars(columns, WEEKS, 5, "", tone="behind")).count("warn") == 3
    assert "warn" not in str(bars(columns, WEEKS, 5, "", tone="plain"))


def test_it_names_the_first_week_without_running_into_this_week() -> None:
    running = week(12, 1, "partial", is_running=True)
    for first in range(13):
        columns = [None] * first + [week(place) for place in range(first, 12)] + [running]
        drawn = str(bars(columns, WEEKS, 5, "", width=326))
        if first:
            x, anchor = re.search(r'x="([\d.]+)" y="108"( text-anchor="end")?>from', drawn).groups()  # type: ignore[union-attr]
            right = float(x) if anchor else float(x) + 68
            assert right <= 326 - 28 - 50


@pytest.mark.parametrize("status", STATUS_LOOKS)
def test_it_gives_every_status_a_shape_and_a_word(status: str) -> None:
    drawn = str(status_mark(status))
    assert "<svg" in drawn
    assert re.sub(r"<[^>]+>", "", drawn).strip()


def test_it_shares_no_shape_between_two_meanings_that_stand_side_by_side() -> None:
    shown = ("on_pace", "ahead", "behind", "check_data", "away", "no_plan")
    assert len({STATUS_LOOKS[status][1] for status in shown}) == len(shown)
    assert len({look[1] for look in CLASS_LOOKS.values()}) == len(CLASS_LOOKS)


def test_it_escapes_words_and_colours_nothing_by_attribute() -> None:
    assert "<b>" not in str(status_mark("away", "<b>")) + str(pips(1, 2, label="<b>")) + str(strip([week(0)], "<b>"))
    drawn = "".join(map(str, (pips(1, 9, "behind"), strip([week(0)], ""), ghost_board(), legend_swatch("weeks"))))
    assert "style=" not in drawn
    assert not re.search(r'(fill|stroke)="(?!none|currentColor)', drawn + str(class_mark("result")))
