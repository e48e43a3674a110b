"""Reports that were counted already: one row for several activities, one column for each kind, or ticks under kinds."""

from collections.abc import Collection, Mapping, Sequence

from fairway.crm.report import kinds, statuses
from fairway.crm.report.folding import tokens
from fairway.crm.report.headings import ideas_of
from fairway.crm.report.meanings import Judged
from fairway.crm.report.planning import Counted, Profiled
from fairway.crm.report.profiling import ColumnProfile
from fairway.crm.report.word_tables import listed
from fairway.exchange.intake import Meaning as M

MOST = 999  # of one kind in one row; larger numbers count something else
TELLING = 0.95  # share of rows that name another seller and day, where rows are sums
COUNT_WORDS = frozenset(word for text in listed("headings", "counts") for word in tokens(text))
NO_COUNTS = {"amount", "duration", "id", "phone", "priority", "date", "time", "week", "text", "noise", "web"}
WHO = (M.SELLER, M.SELLER_ID, M.SELLER_EMAIL, M.SELLER_LAST)
WHEN = (M.HAPPENED, M.START, M.DATE, M.PLANNED, M.COMPLETED)


def counted_columns(
    file: Profiled, judged: Sequence[Judged], columns: Mapping[M, Sequence[int]]
) -> tuple[Counted, ...]:
    """The columns that hold numbers of activities; none in a report of single ones.

    Rows are sums only where each names another seller, day and kind.
    """
    said = [column.place for column in judged if column.is_answered and column.meaning is M.COUNT]
    if said:
        has_kind = len(said) == 1 and _first(columns, (M.KIND, M.TYPE)) is not None
        return tuple(Counted(place, "" if has_kind else _kind_of(file.profiles[place])) for place in said)
    free = [
        column.place
        for column in judged
        if column.meaning in {M.LEAVE_OUT, M.IS_DONE, M.DURATION, M.IS_AUTO} and not column.is_answered
    ]
    who = _first(columns, WHO)
    when = _first(columns, WHEN)
    if who is None or when is None:
        return ()
    kind = _first(columns, (M.KIND, M.TYPE))
    if kind is not None:
        named = [
            place for place in free if _says_how_many(file.profiles[place]) and _holds_numbers(file.profiles[place])
        ]
        is_summed = len(named) == 1 and _tells_rows_apart(file.head, (who, when, kind))
        return (Counted(named[0], ""),) if is_summed and _is_more_than_one(file.profiles[named[0]]) else ()
    if M.SUBJECT in columns:
        return ()
    found = [place for place in free if _may_be_kind(file.profiles[place])]
    known = [place for place in found if kinds.knows(file.profiles[place].header)]
    if len(found) < 2 or not known or not _tells_rows_apart(file.head, (who, when), ticks=found):
        return ()
    if len(known) < len(found) and len(known) >= 2:
        found = known
    return tuple(Counted(place, _kind_of(file.profiles[place])) for place in found)


def _kind_of(profile: ColumnProfile) -> str:
    return " ".join(profile.header.split())


def _first(columns: Mapping[M, Sequence[int]], meanings: Collection[M]) -> int | None:
    return next((columns[meaning][0] for meaning in meanings if meaning in columns), None)


def _says_how_many(profile: ColumnProfile) -> bool:
    words = set(tokens(profile.header))
    return bool(words & COUNT_WORDS) or profile.header.strip() in {"#", "n", "N", "№", "Σ"}


def _may_be_kind(profile: ColumnProfile) -> bool:
    ideas, _ = ideas_of(profile.header)
    if ideas & NO_COUNTS or not any(letter.isalpha() for letter in profile.header):
        return False
    return _holds_numbers(profile) or (profile.filled > 0 and profile.yes_no > 0.98)


def _holds_numbers(profile: ColumnProfile) -> bool:
    return profile.filled > 0 and profile.share(lambda text: how_many(text) is not None) > 0.98


def _is_more_than_one(profile: ColumnProfile) -> bool:
    return any((how_many(text) or 0) > 1 for text, _ in profile.judged)


def _tells_rows_apart(rows: Sequence[Sequence[str]], places: Sequence[int], ticks: Sequence[int] = ()) -> bool:
    """Whether hardly two rows agree in all of these columns. Rows of one tick each may: they are single acts."""
    marks = [tuple(row[place].strip() for place in places) for row in rows if row[places[0]].strip()]
    if not marks:
        return False
    if ticks and all(sum(how_many(row[place]) or 0 for place in ticks) <= 1 for row in rows):
        return True
    return len(set(marks)) >= TELLING * len(marks)


def how_many(text: str) -> int | None:
    """The number of activities a cell says: a whole number, 1 for a tick, 0 for nothing; None for anything else."""
    plain = text.strip()
    if not plain or statuses.is_blank(plain):
        return 0
    number = plain[:-2] if plain.endswith((".0", ",0")) else plain
    if number.isdecimal():
        return int(number) if int(number) <= MOST else None
    answer = statuses.yes_or_no(plain)
    return None if answer is None else int(answer)


def total_of(profiles: Sequence[ColumnProfile], counted: Sequence[Counted]) -> int:
    """How many activities the columns say in all, as far as different values were kept."""
    return sum(
        (how_many(text) or 0) * times for column in counted for text, times in profiles[column.place].values.items()
    )
