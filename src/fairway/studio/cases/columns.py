"""What each field of a case's candidates means: by its name, else by what all of them say in it.

Candidates of one case are written alike, so that a field nobody can read by its name ("femi", "w", "u") is told by its
values beside each other: sentences, units, weeks, levels.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Any

from fairway.studio.cases.field_names import Field, name_parts
from fairway.studio.cases.fields import KEY_ENDINGS, KEY_WORDS, NAME_WORDS, field_of
from fairway.studio.cases.nodes import Node, Path, is_figure
from fairway.studio.cases.quantities import Kind, folded, quantities

SENTENCE, LONG_NAME = 4, 9  # words
FIGURE_WORDS = 5  # of a value that is a figure with its unit, and no sentence
MOST = 0.6  # of the values
SEVERAL = 3  # figures in one value
TIMES = frozenset({Field.MINUTES, Field.HOURS, Field.TIMELY})
OF_NO_LEVEL = frozenset("rank votes weight sequence sort no nr pos year order priority score index id number".split())  # noqa: SIM905
LETTERS = frozenset({"w", "wk", "wks", "weeks", "wochen", "sem", "semaines", "semanas", "d", "days", "tage", "jours"})
DEFINES = re.compile(
    r"^(?:def|what|mean|desc|count|calc|berechn|erklar|formul|rule|regel|regle|regla|zahlt|inhalt|conten)"
)
UNIT_VALUE = re.compile(
    r"(?!\W*\d)\W*(?:%|pct|percent|share|ratio|rate|k|m|eur|keur|usd|k usd|gbp|chf|#|count|number|score|points?|index"
    r"|anzahl|prozent|nombre|numero|x|h|hours?|min|minutes?|days?|weeks?|tage|jours|dias|mrr|arr|stars?)?"
    r"(?:\s?(?:\d ?- ?\d+|\d+))?"
    r"(?:\s?(?:per|a|an|/|pro|je|par|por|al?)\s?(?:day|d|week|wk|w|month|mo|m|quarter|qtr|q|year|yr"
    r"|tag|woche|monat|quartal|jahr|jour|semaine|mois|trimestre|an|dia|semana|mes|ano|account|deal|call|visit|opp))?\W*"
)


@dataclass(frozen=True, slots=True)
class _Column:
    """One field over all candidates. `words` is the usual number of words of its texts."""

    path: Path
    field: Field | None
    words: float
    figures: float  # share of the values that are a figure, with or without its unit
    weeks: float  # share of those that are a span of time
    minutes: float
    stops: float  # share of the values that end like a sentence
    full: float  # share of those with figures of several things: level, cost and lag in one text
    are_units: bool
    are_distinct: bool
    is_order: bool  # 1, 2, 3 and so on: places in a list

    @property
    def parts(self) -> tuple[str, ...]:
        return name_parts(self.path[-1])

    @property
    def is_sentence(self) -> bool:
        return self.words >= SENTENCE and self.figures < MOST


def columns_of(entries: Iterable[Node]) -> dict[Path, Field]:
    """Fields by their path. Those of which neither name nor values say anything are left out."""
    values: dict[Path, list[Any]] = {}
    for node in entries:
        for path, value in candidate_leaves(node):
            values.setdefault(path, []).append(value)
    columns = [_column(path, given) for path, given in values.items()]
    found = {column.path: field for column in columns if (field := _by_values(column)) is not None}
    _tell_names(columns, found)
    _tell_texts(columns, found)
    _tell_levels(columns, found)
    return found


def candidate_leaves(node: Node, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """The values of one candidate with the names on the way to them; parts in a list share theirs."""
    if isinstance(node, Mapping):
        for name, value in node.items():
            yield from candidate_leaves(value, (*path, str(name)))
    elif isinstance(node, list) and node and all(isinstance(item, Mapping) for item in node):
        for item in node:
            yield from candidate_leaves(item, path)
    elif path:
        yield path, node


def _column(path: Path, given: Sequence[Any]) -> _Column:
    texts = [value for value in given if isinstance(value, str)]
    told = [(len(text.split()), quantities(folded(text))) for text in texts]
    short = [figures[0].kind for words, figures in told if figures and words <= FIGURE_WORDS]
    numbers = sum(is_figure(value) for value in given)
    size = len(given)
    return _Column(
        path=path,
        field=field_of(path),
        words=median(words for words, _ in told) if told else 0,
        figures=(numbers + len(short)) / size,
        weeks=short.count(Kind.WEEKS) / size,
        minutes=short.count(Kind.MINUTES) / size,
        full=sum(len(figures) >= SEVERAL for _, figures in told) / size,
        stops=sum(text.rstrip().endswith((".", "!", "?")) for text in texts) / size,
        are_units=len(texts) == size and any(texts) and all(UNIT_VALUE.fullmatch(folded(text)) for text in texts),
        are_distinct=len({str(value) for value in given}) == size,
        is_order=size > SEVERAL and sorted(map(str, given)) == sorted(str(number) for number in range(1, size + 1)),
    )


def _by_values(column: _Column) -> Field | None:
    """What the values leave of what the name says."""
    if column.are_units:
        return Field.UNIT
    if column.field in TIMES and column.weeks >= MOST / 2 and column.weeks > column.minutes:
        return Field.LAG
    if column.field is not None:
        return column.field
    if column.parts and set(column.parts) <= LETTERS and column.figures >= MOST:
        return Field.LAG
    if column.weeks >= MOST / 2:
        return Field.LAG
    return Field.MINUTES if column.minutes >= MOST / 2 else None


def _tell_texts(columns: Sequence[_Column], found: dict[Path, Field]) -> None:
    """Of several fields with sentences one says what is counted; the others say what is known of it."""
    texts = [c for c in columns if c.is_sentence and found.get(c.path) in {None, Field.TEXT} and not _is_name(c)]
    if not texts:
        return
    defines = next((c for c in texts if any(DEFINES.search(part) for part in c.parts)), texts[0])
    for column in texts:
        found[column.path] = Field.TEXT if column is defines or column.full >= MOST else Field.EVIDENCE


def _tell_names(columns: Sequence[_Column], found: dict[Path, Field]) -> None:
    """Where no field is called a name, the first one with a few words that tell every candidate apart is."""
    if any(_is_name(column) for column in columns):
        return
    for column in columns:
        is_key = "".join(column.parts) in KEY_WORDS or (column.parts and column.parts[-1] in KEY_ENDINGS)
        is_short = 1 < column.words <= LONG_NAME and column.figures < MOST and column.stops < MOST / 2
        if column.path not in found and is_short and column.are_distinct and not is_key:
            found[column.path] = Field.NAME
            return


def _is_name(column: _Column) -> bool:
    return bool(set(column.parts) & NAME_WORDS) and column.words > 1 and column.field is not Field.TEXT


def _tell_levels(columns: Sequence[_Column], found: dict[Path, Field]) -> None:
    """Figures under a name of their own, such as the seller's: the level that is missing beside one that has a name."""
    left = [c for c in columns if c.path not in found and c.figures >= MOST and not _is_name(c) and c.parts]
    left = [c for c in left if not c.is_order and not set(c.parts) & OF_NO_LEVEL]
    given = set(found.values())
    if left and Field.OWN not in given and given & {Field.MIDDLE, Field.TOP, Field.BEFORE}:
        found[left[0].path] = Field.OWN
    elif left and Field.OWN in given and not given & {Field.MIDDLE, Field.TOP}:
        found[left[0].path] = Field.TOP
