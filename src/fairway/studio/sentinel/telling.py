"""What examining metrics found, worded for whoever owns the metrics."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fairway.metrics.types import Definition
from fairway.metrics.words import address_of
from fairway.studio.proposals.wording import name_of
from fairway.studio.sentinel.types import Finding, SignKind
from fairway.web.words import plural

NAMES: Mapping[SignKind, str] = {
    SignKind.OBJECTIVE: "What it is for",
    SignKind.DURATION: "How long it takes",
    SignKind.WEEK_END: "End of the week",
    SignKind.TOGETHER: "Entered together",
}
ADVICE: Mapping[SignKind, str] = {
    SignKind.OBJECTIVE: "More is counted and less comes of it. Ask how it is done now; a stricter rule for how, or an "
    "act nearer to the customer, brings the meaning back.",
    SignKind.DURATION: "Lengths gather. A limit in minutes invites that: count what was agreed on in the talk, or with "
    "whom it was.",
    SignKind.WEEK_END: "The day of the week decides more of this number than before. Ask what makes it wait until then "
    "before asking for more of it.",
    SignKind.TOGETHER: "The time of entering says less about when it was done. Make entering it easier before asking "
    "for more of it.",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """What was found of one metric by one kind of sign, as it was kept."""

    metric_key: str
    kind: SignKind
    finding: Finding
    sentence: str
    examined_at: datetime


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    finding: Finding
    sentence: str
    advice: str  # empty where there is no sign


@dataclass(frozen=True, slots=True)
class MetricTold:
    name: str
    slug: str
    lines: tuple[Line, ...]

    @property
    def has_sign(self) -> bool:
        return any(line.finding is Finding.SIGN for line in self.lines)

    @property
    def is_told_in_full(self) -> bool:
        """No kind of sign was left open."""
        return all(line.finding is not Finding.CANNOT_TELL for line in self.lines)


@dataclass(frozen=True, slots=True)
class MeaningPage:
    headline: str
    left_open: str  # of how many not everything could be told
    metrics: tuple[MetricTold, ...]  # those with a sign first
    examined_at: datetime | None

    @property
    def signs(self) -> list[MetricTold]:
        return [metric for metric in self.metrics if metric.has_sign]

    @property
    def folds(self) -> list[tuple[str, list[MetricTold]]]:
        """The metrics without a sign: those of which everything could be told, and those of which it could not."""
        quiet = [metric for metric in self.metrics if not metric.has_sign]
        told = [metric for metric in quiet if metric.is_told_in_full]
        open_ones = [metric for metric in quiet if not metric.is_told_in_full]
        titles = (f"{plural(len(told), 'metric')} as before", f"{plural(len(open_ones), 'metric')} not told in full")
        return [(title, metrics) for title, metrics in zip(titles, (told, open_ones), strict=True) if metrics]


def meaning_page(kept: Iterable[Kept], definitions: Mapping[str, Definition]) -> MeaningPage:
    """The answer first, then a metric each with what was found in the order of the kinds of sign."""
    by_metric: dict[str, list[Kept]] = {}
    order = list(SignKind)
    every = sorted(kept, key=lambda one: (name_of(one.metric_key, definitions), order.index(one.kind)))
    for one in every:
        by_metric.setdefault(one.metric_key, []).append(one)
    told = [
        MetricTold(name_of(key, definitions), address_of(key), tuple(_line(one) for one in found))
        for key, found in by_metric.items()
    ]
    told.sort(key=lambda one: not one.has_sign)
    examined_at = max((one.examined_at for one in every), default=None)
    return MeaningPage(_headline(told), _left_open(told), tuple(told), examined_at)


def _line(one: Kept) -> Line:
    advice = ADVICE[one.kind] if one.finding is Finding.SIGN else ""
    said = one.sentence.removeprefix("Cannot tell: ")  # the mark beside it says so
    return Line(NAMES[one.kind], one.finding, said[:1].upper() + said[1:], advice)


def _headline(told: list[MetricTold]) -> str:
    signs = sum(one.has_sign for one in told)
    if not told:
        return "No metric was examined yet"
    if signs:
        return f"{plural(signs, 'metric')} may have lost {'its' if signs == 1 else 'their'} meaning"
    if not any(line.finding is Finding.NO_SIGN for one in told for line in one.lines):
        return "Too early to tell whether the metrics mean what they meant"
    return f"No sign that {'the metric' if len(told) == 1 else f'any of {len(told)} metrics'} lost its meaning"


def _left_open(told: list[MetricTold]) -> str:
    """Of how many metrics every kind of sign could be told; empty where there is nothing to say."""
    open_ones = sum(not one.is_told_in_full for one in told)
    if not open_ones:
        return ""
    if len(told) == 1:
        return "Not every sign can be told of it."
    return f"For {open_ones} of {len(told)} metrics, some signs cannot be told."
