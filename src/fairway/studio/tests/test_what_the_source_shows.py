"""What a source does not show of a seller counts against every activity it would have shown."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest

from fairway.exchange.queries import Blind
from fairway.metrics.types import Condition, Definition, MetricClass
from fairway.studio.candidates import Recorded
from fairway.studio.queries import recorded
from fairway.studio.queries.recorded import blind_shares, seen_of

MONDAY = date(2026, 6, 1)
LAST = tuple(MONDAY + timedelta(days=7 * week) for week in range(13))
HALF = MONDAY + timedelta(days=45)  # 46 of 91 days
WELL = Recorded(seen=900, filled=0.95, filled_least="", in_time=0.9, unconfirmed=0.0, blind=0.0)


def counting(*types: str) -> Definition:
    where = (Condition(test="in", field="type", values=types),) if types else ()
    return Definition("own", "Own", MetricClass.ACTIVITY, "activities", where=where)


@pytest.mark.parametrize(
    ("spots", "types", "share"),
    [
        ([], ("call",), 0),
        ([("", MONDAY, HALF)], ("call",), 46 / 91),  # the whole source was off: calls, too
        ([("", MONDAY, HALF)], ("call", "email"), 46 / 91),
        ([("call", MONDAY, HALF)], ("call",), 46 / 91),
        ([("call", MONDAY, HALF)], ("email",), 0),
        ([("call", HALF, None), ("", MONDAY, HALF)], ("call",), 1),
    ],
)
def test_it_is_the_share_of_days_on_which_nothing_of_that_type_was_seen(
    monkeypatch: pytest.MonkeyPatch, spots: list[tuple[str, date, date | None]], types: tuple[str, ...], share: float
) -> None:
    told = {7: [Blind(kind, since, until, "off", "") for kind, since, until in spots]}
    monkeypatch.setattr(recorded, "blind_spots", lambda *_: told)
    monkeypatch.setattr(recorded, "activity_words", dict)
    ground: Any = SimpleNamespace(last=LAST)
    seen = seen_of({"own": WELL}, {"own": counting(*types)}, blind_shares(ground, [7, 8]))
    assert seen[7]["own"].blind == pytest.approx(share)
    assert seen[8]["own"].blind == 0
