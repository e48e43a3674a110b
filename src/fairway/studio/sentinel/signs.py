"""The four kinds of sign, over two spans of closed weeks: the last six and the thirteen before them."""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from fairway.studio.sentinel.changing import TooFew, changed_ratio, changed_share
from fairway.studio.sentinel.types import Change, Finding, Parts, SignKind, Told, Watched

RECENT, BEFORE = 6, 13  # closed weeks
LEAST_MORE = 0.15  # of all records: a share has to grow by so much to be told
LEAST_LESS = 0.75  # objectives for each act have to fall below so much of what they were ...
LEAST_RISE = 1.1  # ... while acts grew by so much
JUST_ABOVE = 1.1  # of the limit a definition sets to the length
MOST_APART, AT_ONCE = timedelta(minutes=10), 5  # so many entered within so long are entered together
LastDay = Callable[[int, date], date | None]


def spans_of(weeks: Sequence[date]) -> tuple[frozenset[date], frozenset[date]]:
    """(thirteen weeks before, the last six) of closed weeks, oldest first. TooFew where there are fewer."""
    if len(weeks) < RECENT + BEFORE:
        raise TooFew(f"it has been counted for {len(weeks)} weeks; {RECENT + BEFORE} are needed")
    return frozenset(weeks[-RECENT - BEFORE : -RECENT]), frozenset(weeks[-RECENT:])


def objective_sign(name: str, before: Parts, recent: Parts) -> Told:
    """Whether what the act is for came less often for each act while there were more acts. Parts are (events, acts),
    the events so many weeks later as the act needs to show.
    """

    def told(change: Change) -> tuple[bool, str]:
        acts = [
            sum(acts for _, acts in parts.values()) / weeks for parts, weeks in ((before, BEFORE), (recent, RECENT))
        ]
        more = acts[1] / acts[0]
        figures = f"{change.recent:.2f} {name} for each of it, {change.before:.2f} before"
        return more >= LEAST_RISE and change.high < 1 and change.recent <= LEAST_LESS * change.before, figures

    return _told(SignKind.OBJECTIVE, lambda: changed_ratio(before, recent), told)


def duration_sign(rows: Sequence[Watched], weeks: Sequence[date], limit: float | None) -> Told:
    """Whether lengths gather: just above the limit the definition sets, else at one value."""
    known = [row for row in rows if row.minutes is not None]

    def examine() -> Change:
        spans = spans_of(weeks)
        if limit is not None:
            return changed_share(*_shares(known, spans, lambda row: limit <= (row.minutes or 0) < limit * JUST_ABOVE))
        return _largest_change(known, spans)

    where = f"from {limit:g} to {limit * JUST_ABOVE:g} minutes" if limit is not None else "of the commonest length"
    return _share_told(SignKind.DURATION, examine, f"are {where}")


def _largest_change(known: Sequence[Watched], spans: Sequence[Collection[date]]) -> Change:
    """The commonest length of the recent weeks against the commonest of those before, whichever lengths these are: a
    length picked for being common of late would look as if it had become so.
    """
    commonest = [
        (Counter(row.minutes for row in known if row.week_on in span).most_common(1) or [(None, 0)])[0][0]
        for span in spans
    ]
    before, _ = _shares(known, spans, lambda row: row.minutes == commonest[0])
    _, recent = _shares(known, spans, lambda row: row.minutes == commonest[1])
    return changed_share(before, recent)


def week_end_sign(rows: Sequence[Watched], weeks: Sequence[date], last_day: LastDay) -> Told:
    """Whether more of it is done on the last working day of the week; `last_day` of a seller and a week."""
    return _share_told(
        SignKind.WEEK_END,
        lambda: changed_share(
            *_shares(rows, spans_of(weeks), lambda row: row.day_on == last_day(row.person_key, row.week_on))
        ),
        "are of the last working day of the week",
    )


def together_sign(rows: Sequence[Watched], weeks: Sequence[date]) -> Told:
    """Whether more of it is entered many at a time. What a mailbox or a telephone enters by itself is left out."""
    by_hand = [row for row in rows if row.logged_at is not None and not row.is_auto_captured]
    crowded = _entered_together(by_hand)
    return _share_told(
        SignKind.TOGETHER,
        lambda: changed_share(*_shares(by_hand, spans_of(weeks), lambda row: id(row) in crowded)),
        f"were entered with {AT_ONCE - 1} others or more within {MOST_APART.seconds // 60} minutes",
    )


def _entered_together(rows: Collection[Watched]) -> set[int]:
    """Rows that some ten minutes of their seller hold with four others; by identity."""
    own: Mapping[int, list[tuple[datetime, Watched]]] = defaultdict(list)
    for row in rows:
        if row.logged_at is not None:
            own[row.person_key].append((row.logged_at, row))
    found = set()
    for entered in own.values():
        entered.sort(key=lambda pair: pair[0])
        times = [at for at, _ in entered]
        for at in times:
            first, past = bisect_left(times, at), bisect_right(times, at + MOST_APART)
            if past - first >= AT_ONCE:
                found |= {id(row) for _, row in entered[first:past]}
    return found


def _shares(
    rows: Collection[Watched], spans: Sequence[Collection[date]], is_meant: Callable[[Watched], bool]
) -> tuple[Parts, Parts]:
    """By seller, how many are meant out of how many, in each of both spans."""
    counted: tuple[dict[int, list[float]], dict[int, list[float]]] = (
        defaultdict(lambda: [0.0, 0.0]),
        defaultdict(lambda: [0.0, 0.0]),
    )
    for row in rows:
        for span, own in zip(spans, counted, strict=True):
            if row.week_on in span:
                own[row.person_key][0] += is_meant(row)
                own[row.person_key][1] += 1
    before, recent = ({key: (some, every) for key, (some, every) in own.items()} for own in counted)
    return before, recent


def _share_told(kind: SignKind, examine: Callable[[], Change], what: str) -> Told:
    def told(change: Change) -> tuple[bool, str]:
        is_sign = change.low > 0 and change.recent - change.before >= LEAST_MORE
        return is_sign, f"{change.recent:.0%} {what}, {change.before:.0%} before"

    return _told(kind, examine, told)


def _told(kind: SignKind, examine: Callable[[], Change], told: Callable[[Change], tuple[bool, str]]) -> Told:
    try:
        change = examine()
    except TooFew as reason:
        return Told(kind, Finding.CANNOT_TELL, f"Cannot tell: {reason}.")
    is_sign, figures = told(change)
    return Told(kind, Finding.SIGN if is_sign else Finding.NO_SIGN, f"{figures}.", change)
