"""How right answers about HIAs are: false alarms, misses found, the right cause first and in the first two.

A row is one HIA of one seller with its truth and one answer: `truth` None when healthy. A miss is found when its status
says so; a strict count leaves `away` out, which a leave known to everybody is. An HIA whose plan has no closed week is
left out before.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any

CAUSES = ("data", "absence", "capacity", "opportunity", "target", "priority", "skill", "effort", "ramp")
STRICTLY_FOUND = frozenset({"behind", "check_data"})
FOUND = STRICTLY_FOUND | {"away"}
NO_SIGN, NOT_FOUND = "no sign", "not found"
SIZES = ((3.0, "under 3 acts"), (8.0, "3 to 8"), (20.0, "8 to 20"), (float("inf"), "20 and more"))


@dataclass(frozen=True, slots=True)
class Answered:
    """One HIA: truth beside answer."""

    truth: str | None
    variant: str
    missing: float
    status: str
    causes: Sequence[str]

    @property
    def is_found(self) -> bool:
        return self.status in FOUND

    @property
    def is_first(self) -> bool:
        return self.is_found and self.causes[:1] == [self.truth]

    @property
    def is_in_two(self) -> bool:
        return self.is_found and self.truth in self.causes[:2]


def answers_of(organisations: Iterable[Mapping[str, Any]], prefix: str = "") -> list[Answered]:
    """Rows of several organisations; `prefix` is empty for the product's answers and `rival_` for the rival's."""
    return [
        Answered(row["cause"], row["variant"], row["missing"], row[f"{prefix}status"], list(row[f"{prefix}causes"]))
        for organisation in organisations
        for row in organisation["hias"]
        if row["has_closed_week"]
    ]


def figures(rows: Sequence[Answered]) -> dict[str, Any]:
    """Every figure and table, as shares rounded to four places."""
    healthy = [row for row in rows if row.truth is None]
    planted = [row for row in rows if row.truth is not None]
    found = [row for row in planted if row.is_found]
    return {
        "healthy": len(healthy),
        "planted": len(planted),
        "summary": {
            "healthy_behind": _share(healthy, lambda row: row.status == "behind"),
            "healthy_check_data": _share(healthy, lambda row: row.status == "check_data"),
            "healthy_away": _share(healthy, lambda row: row.status == "away"),
            "detection": _share(planted, lambda row: row.is_found),
            "detection_strict": _share(planted, lambda row: row.status in STRICTLY_FOUND),
            "detection_macro": _macro(planted, lambda row: row.is_found),
            "first_of_found": _macro(found, lambda row: row.is_first),
            "in_two_of_found": _macro(found, lambda row: row.is_in_two),
            "first_of_planted": _macro(planted, lambda row: row.is_first),
            "in_two_of_planted": _macro(planted, lambda row: row.is_in_two),
        },
        "by_cause": {cause: _of_cause(cause, planted, healthy) for cause in CAUSES},
        "by_variant": _by(planted, lambda row: f"{row.truth}: {row.variant}"),
        "by_missing": _by(planted, lambda row: next(name for most, name in SIZES if row.missing < most)),
        "by_look_alike": {
            name: {
                "hias": len(some),
                "behind": _share(some, lambda row: row.status == "behind"),
                "check_data": _share(some, lambda row: row.status == "check_data"),
            }
            for name, some in _groups(healthy, lambda row: row.variant or "plain").items()
        },
        "confusion": {
            truth or "healthy": dict(Counter(_said(row) for row in some).most_common())
            for truth, some in _groups(rows, lambda row: row.truth or "").items()
        },
    }


def _of_cause(cause: str, planted: Sequence[Answered], healthy: Sequence[Answered]) -> dict[str, Any]:
    own = [row for row in planted if row.truth == cause]
    others = [row for row in planted if row.truth != cause and row.is_found]
    return {
        **_found(own),
        "false_alarms": _share(healthy, lambda row: row.status == "behind" and row.causes[:1] == [cause]),
        "first_of_other_misses": _share(others, lambda row: row.causes[:1] == [cause]),
    }


def _found(rows: Sequence[Answered]) -> dict[str, Any]:
    found = [row for row in rows if row.is_found]
    return {
        "hias": len(rows),
        "detection": _share(rows, lambda row: row.is_found),
        "detection_strict": _share(rows, lambda row: row.status in STRICTLY_FOUND),
        "first_of_found": _share(found, lambda row: row.is_first),
        "in_two_of_found": _share(found, lambda row: row.is_in_two),
        "first_of_planted": _share(rows, lambda row: row.is_first),
    }


def _by(rows: Sequence[Answered], name: Callable[[Answered], str]) -> dict[str, Any]:
    return {group: _found(some) for group, some in _groups(rows, name).items()}


def _groups(rows: Iterable[Answered], name: Callable[[Answered], str]) -> dict[str, list[Answered]]:
    groups: defaultdict[str, list[Answered]] = defaultdict(list)
    for row in rows:
        groups[name(row)].append(row)
    return dict(sorted(groups.items()))


def _said(row: Answered) -> str:
    """What an answer comes to: the first cause, or why there is none."""
    if row.truth is None and row.status != "behind":
        return row.status
    if not row.is_found:
        return NOT_FOUND
    return row.causes[0] if row.causes else NO_SIGN


def _share(rows: Sequence[Answered], fits: Callable[[Answered], bool]) -> float | None:
    return round(sum(map(fits, rows)) / len(rows), 4) if rows else None


def _macro(rows: Sequence[Answered], fits: Callable[[Answered], bool]) -> float | None:
    """The mean over causes of the share within each, so that a frequent cause weighs no more than a rare one."""
    shares = [_share(some, fits) for some in _groups(rows, lambda row: row.truth or "").values()]
    known = [share for share in shares if share is not None]
    return round(mean(known), 4) if known else None
