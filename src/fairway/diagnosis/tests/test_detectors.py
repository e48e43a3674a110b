"""Each detector sees its own cause, not its nearest look-alike, and nothing where nothing is."""

from collections.abc import Callable

import pytest

from fairway.diagnosis.ranking import ranked
from fairway.signs.finding import signs_in
from fairway.signs.measuring import measure_keys
from fairway.signs.tests.desks import STEADY, Desk, steady
from fairway.signs.types import Cause

FELL = [1, 0, 1, 1]  # of five a week
ALL_FELL = {word: steady(level, [round(level * 0.3)] * 4) for word, level in STEADY.items()}
ONE_KIND = ALL_FELL | {"follow_up": steady(8, [24, 26, 23, 25])}
ALL_STOPPED = {word: steady(level, [1, 0, 1, 0]) for word, level in STEADY.items()}

PLANTED: dict[str, tuple[Cause, str, Callable[[], Desk]]] = {
    "unconfirmed": (
        Cause.DATA,
        "unconfirmed",
        lambda: Desk(steady(5, FELL), unconfirmed=steady(0, [4, 5, 4, 4])),
    ),
    "left open": (Cause.DATA, "left_open", lambda: Desk(steady(5, FELL), left_open=steady(0, [4, 4, 5, 4]))),
    "under a bare word": (
        Cause.DATA,
        "other_word",
        lambda: Desk(steady(5, FELL), words={"email": steady(0, [4, 5, 4, 4])}),
    ),
    "source off": (Cause.DATA, "source_off", lambda: Desk(steady(5, [5, 5, 0, 0]), blind_last=2)),
    "logging stopped, deals move": (
        Cause.DATA,
        "logging_stopped",
        lambda: Desk(steady(5, [0, 1, 0, 0]), words=ALL_STOPPED),
    ),
    "everything of its type stopped": (
        Cause.DATA,
        "type_silent",
        lambda: Desk(
            steady(5, [0, 0, 0, 0]),
            words={"follow_up": steady(8, [0, 0, 0, 0]), "call": steady(12, [9, 8, 9, 8])},
        ),
    ),
    "the few others of its type stopped with it": (
        Cause.DATA,
        "type_silent",
        lambda: Desk(
            steady(5, [0, 0, 0, 0]),
            words={"follow_up": steady(1, [0, 0, 0, 0]), "call": steady(12, [10, 11, 12, 10])},
        ),
    ),
    "days away": (
        Cause.ABSENCE,
        "days_away",
        lambda: Desk(
            steady(5, [1, 1, 1]),
            shares=steady(1.0, [0.4, 0.4, 0.4]),
            words={word: steady(level, [round(level * 0.4)] * 3) for word, level in STEADY.items()},
        ),
    ),
    "no trace": (
        Cause.ABSENCE,
        "no_trace",
        lambda: Desk(
            steady(5, [0, 0]),
            words={word: steady(level, [0, 0]) for word, level in STEADY.items()},
            series={"stage_moves": steady(6, [0, 0]), "new_deals": steady(1, [0, 0])},
        ),
    ),
    "two days a week, as much on each": (
        Cause.ABSENCE,
        "fewer_days",
        lambda: Desk(
            steady(5, [2, 2, 2, 2]),
            words={word: steady(level, [round(level * 0.4)] * 4) for word, level in STEADY.items()},
            series={"days_active": steady(5, [2, 2, 2, 2])},
        ),
    ),
    "newly hired": (
        Cause.RAMP,
        "new_hire",
        lambda: Desk([0.0] * 22 + [1, 1, 2, 2, 2, 3, 2, 3], shares=[0.0] * 22 + [1.0] * 8, weeks_in_role=8),
    ),
    "twice the open deals": (
        Cause.CAPACITY,
        "more_open_deals",
        lambda: Desk(steady(5, FELL), series={"open_deals": steady(12, [24, 25, 26, 26])}),
    ),
    "much more late-stage work": (
        Cause.CAPACITY,
        "more_late_deals",
        lambda: Desk(steady(5, FELL), series={"late_deals": steady(4, [11, 12, 12, 12])}),
    ),
    "too few leads": (
        Cause.OPPORTUNITY,
        "fewer_leads",
        lambda: Desk(
            steady(5, FELL), series={"new_leads": steady(8, [1, 1, 0, 1])}, words={"call": steady(12, [5] * 4)}
        ),
    ),
    "too few eligible deals": (
        Cause.OPPORTUNITY,
        "fewer_open_deals",
        lambda: Desk(
            steady(5, FELL),
            series={"open_deals": steady(12, [3, 3, 3, 3]), "late_deals": steady(4, [1, 1, 1, 1])},
            words={"call": steady(12, [6] * 4)},
        ),
    ),
    "beyond the best": (Cause.TARGET, "beyond_best", lambda: Desk(steady(5), target=9)),
    "fewer tries come to something": (
        Cause.SKILL,
        "fewer_per_try",
        lambda: Desk(steady(5, FELL), words={"demo_attempt": steady(10, [10, 11, 9, 10])}),
    ),
    "nobody came": (Cause.SKILL, "fell_through", lambda: Desk(steady(5, FELL), lost=steady(0.3, [4, 5, 4, 4]))),
    "other work instead": (
        Cause.PRIORITY,
        "one_kind_instead",
        lambda: Desk(steady(5, FELL), words={"admin": steady(3, [9, 9, 10, 9])}),
    ),
    "the rest as ever": (
        Cause.PRIORITY,
        "other_work_instead",
        lambda: Desk(steady(5, FELL), words={"call": steady(12, [14, 13, 13, 14])}),
    ),
    "tries fell with it and the rest as ever": (
        Cause.PRIORITY,
        "other_work_instead",
        lambda: Desk(steady(5, FELL), words={"demo_attempt": steady(30, [5, 4, 5, 5])}),
    ),
    "one kind of one's own choice in place of all the rest": (
        Cause.PRIORITY,
        "one_kind_instead",
        lambda: Desk(steady(5, FELL), words=ONE_KIND | {"support": steady(2)}, from_customers=("support",)),
    ),
    "work inside the company, and more stands open meanwhile": (
        Cause.PRIORITY,
        "one_kind_instead",
        lambda: Desk(
            steady(5, FELL),
            words={"admin": steady(3, [12, 13, 12, 13])},
            series={"acts_internal": steady(3, [12, 13, 12, 13]), "open_deals": steady(12, [20, 21, 22, 22])},
        ),
    ),
    "customers ask for more, in place of all the rest": (
        Cause.CAPACITY,
        "more_customer_work",
        lambda: Desk(
            steady(5, FELL),
            words=ALL_FELL | {"support": steady(3, [28, 30, 29, 30])},
            from_customers=("support",),
        ),
    ),
    "much more of everything else": (
        Cause.CAPACITY,
        "more_other_work",
        lambda: Desk(steady(5, FELL), words={word: steady(level, [level * 2.2] * 4) for word, level in STEADY.items()}),
    ),
    "under another word, as much as the plan lacks": (
        Cause.DATA,
        "other_word",
        lambda: Desk([2.0] * 24 + [5.0] * 2 + FELL, words={"email": steady(0.125, [4, 4, 4, 5])}),
    ),
    "everything fell": (
        Cause.EFFORT,
        "everything_fell",
        lambda: Desk(
            steady(5, FELL),
            words=ALL_FELL,
            series={"stage_moves": steady(6, [2, 1, 2, 1]), "new_deals": steady(1, [0, 1, 0, 0])},
        ),
    ),
}


@pytest.mark.parametrize("name", PLANTED)
def test_it_sees_its_own_cause_first(name: str) -> None:
    cause, pattern, desk = PLANTED[name]
    found = ranked(signs_in(desk().case()))
    assert found, "no sign at all"
    assert (found[0][0], found[0][2][0].pattern) == (cause, pattern)


@pytest.mark.parametrize("name", sorted(PLANTED.keys() - {"days away"}))  # no record stands behind days off
def test_it_names_the_counts_whose_records_stand_behind_its_numbers(name: str) -> None:
    _, pattern, desk = PLANTED[name]
    case = desk().case()
    countable = {*measure_keys(), *case.measured.words, case.hia.metric_key}
    [sign] = [sign for sign in signs_in(case) if sign.pattern == pattern]
    assert sign.metric_keys
    assert set(sign.metric_keys) <= countable


LOOK_ALIKES: dict[str, tuple[str, Callable[[], Desk]]] = {
    "unconfirmed as many as ever": (
        "unconfirmed",
        lambda: Desk(steady(5, FELL), unconfirmed=steady(4, [4, 4, 4, 4])),
    ),
    "another word rose by far more than is missing": (
        "other_word",
        lambda: Desk(steady(5, FELL), words={"admin": steady(3, [30, 32, 31, 30])}),
    ),
    "everything fell and deals stand still": ("logging_stopped", PLANTED["everything fell"][2]),
    "deals move on without a record": (
        "no_trace",
        lambda: Desk(steady(5, [0, 0]), words={word: steady(level, [0, 0]) for word, level in STEADY.items()}),
    ),
    "a single day off": ("days_away", lambda: Desk(steady(5, FELL), shares=steady(1.0, [1.0, 1.0, 0.8, 1.0]))),
    "so few acts that fewer of them fall on fewer days": (
        "fewer_days",
        lambda: Desk(
            steady(5, [3, 2, 3, 2]),
            words={"call": steady(1, [0, 1, 0, 1]), "follow_up": steady(0), "admin": steady(0)},
            series={"days_active": steady(3.7, [2, 3, 2, 3])},
        ),
    ),
    "fewer days, and far fewer acts on each": (
        "fewer_days",
        lambda: Desk(
            steady(5, FELL),
            words={word: steady(level, [round(level * 0.2)] * 4) for word, level in STEADY.items()},
            series={"days_active": steady(5, [3, 3, 3, 3])},
        ),
    ),
    "long in the role": ("new_hire", lambda: Desk(steady(5, FELL), weeks_in_role=90)),
    "a few more open deals": (
        "more_open_deals",
        lambda: Desk(steady(5, FELL), series={"open_deals": steady(12, [14, 14, 13, 14])}),
    ),
    "leads fell for everybody": (
        "fewer_leads",
        lambda: Desk(
            steady(5, FELL),
            series={"new_leads": steady(8, [1, 1, 0, 1])},
            peers_series={"new_leads": steady(8, [1, 1, 1, 1])},
        ),
    ),
    "the plan is high and others reach it": ("beyond_best", lambda: Desk(steady(5, FELL), target=9, peers_do=9.5)),
    "tries fell as well": (
        "fewer_per_try",
        lambda: Desk(steady(5, FELL), words={"demo_attempt": steady(10, [2, 1, 2, 2])}),
    ),
    "its surest tries fell, and what resembles one went on": (
        "fewer_per_try",
        lambda: Desk(
            steady(5, FELL), words={"demo_attempt": steady(12, [3, 2, 3, 3]), "outreach": steady(10, [10, 11, 9, 10])}
        ),
    ),
    "calls to customers are no tries in any language": (
        "fewer_per_try",
        lambda: Desk(steady(5, FELL), words={"kundenanruf": steady(10, [10, 11, 9, 10])}),
    ),
    "works less, and logs what is left": (
        "logging_stopped",
        lambda: Desk(
            steady(5, [1, 2, 1, 1]),
            words={word: steady(level, [round(level * 0.3)] * 4) for word, level in STEADY.items()},
        ),
    ),
    "slackens from week to week": (
        "logging_stopped",
        lambda: Desk(
            steady(5, [3, 3, 2, 2, 1, 1, 0]),
            words={
                word: steady(level, [round(level * part) for part in (0.6, 0.6, 0.5, 0.45, 0.4, 0.15, 0.15)])
                for word, level in STEADY.items()
            },
        ),
    ),
    "as many fell through as ever": ("fell_through", lambda: Desk(steady(5, FELL), lost=steady(2, [2, 2, 1, 2]))),
    "other work fell with it": ("other_work_instead", PLANTED["everything fell"][2]),
    "other work went on": ("everything_fell", lambda: Desk(steady(5, FELL))),
    "only its tries fell with it": ("everything_fell", PLANTED["tries fell with it and the rest as ever"][2]),
    "one's own choice and not more to do": (
        "more_customer_work",
        PLANTED["one kind of one's own choice in place of all the rest"][2],
    ),
    "its type alone fell, with its source": (
        "everything_fell",
        lambda: Desk(
            steady(5, FELL), words={"follow_up": steady(12, [1, 0, 1, 0]), "call": steady(12, [10, 11, 9, 10])}
        ),
    ),
    "two weeks off, and short in the weeks worked before and after": (
        "days_away",
        lambda: Desk(steady(5, [1, 0, 0, 1, 0]), shares=steady(1.0, [1.0, 0.0, 0.0, 1.0, 1.0])),
    ),
    "many mails in place of a few meetings": (
        "more_other_work",
        lambda: Desk(
            steady(5, FELL), words={"follow_up": steady(8, [36, 38, 35, 37]), "visit": steady(6, [1, 1, 2, 1])}
        ),
    ),
    "another word rose and all else with it": (
        "other_word",
        lambda: Desk(steady(5, FELL), words={word: steady(level, [level * 1.5] * 4) for word, level in STEADY.items()}),
    ),
}


@pytest.mark.parametrize("name", LOOK_ALIKES)
def test_it_is_not_taken_in_by_the_nearest_look_alike(name: str) -> None:
    pattern, desk = LOOK_ALIKES[name]
    weights = {sign.pattern: sign.weight for sign in signs_in(desk().case())}
    assert weights.get(pattern, 0.0) < 0.35, weights


def test_it_says_nothing_of_somebody_on_target() -> None:
    assert ranked(signs_in(Desk(steady(5)).case())) == []


def test_it_says_nothing_of_one_noisy_week() -> None:
    noisy = Desk(steady(5, [6, 5, 3]), words={"call": steady(12, [13, 11, 10])})
    assert [cause for cause, weight, _ in ranked(signs_in(noisy.case())) if weight >= 0.5] == []
