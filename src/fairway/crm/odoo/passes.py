"""One pass over a stream: which records to read now, and what position each chunk leaves behind.

Odoo's only cursor is `write_date`. It is the start of the writing transaction, to the second on the wire, so
a change can become visible long after its date; it is not moved by raw SQL, a restored backup or a server
whose clock was wrong. So a pass looks back by an overlap, takes every id above the highest known one whatever
its date, starts over when the server's clock stands before the position, and reads small streams whole.

Records are read in the order of their ids. A record may be changed while a pass is under way, so a position
never rests on dates read on the way: an unfinished pass is "everything up to this id, as of that date", a
finished one "everything written before this date".
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from fairway.crm.odoo.client import Domain, OdooClient, chunks

WIRE_FORMAT = "%Y-%m-%d %H:%M:%S"  # UTC
CHUNK = 1000
NEWEST_LOOKED_AT = 50  # masked calendar events hide their date; one of so many will tell it


@dataclass(frozen=True, slots=True)
class Position:
    """Where a stream stands. Dates are in Odoo's wire format.

    `since`: everything written before was delivered. `upto` and `after_id`: of an unfinished pass, everything
    up to that id was delivered as of that date. `top_id`: the highest id a finished pass saw. `words`: a
    digest of the names rows were written with.
    """

    since: str | None = None
    upto: str | None = None
    after_id: int | None = None
    top_id: int = 0
    words: str = ""

    @classmethod
    def of(cls, stored: Mapping[str, object]) -> "Position":
        """A position as it was stored; an empty mapping is the beginning."""

        def text(name: str) -> str | None:
            return str(stored[name]) if stored.get(name) else None

        after_id = stored.get("after_id")
        return cls(
            text("since"),
            text("upto"),
            int(str(after_id)) if after_id is not None else None,
            int(str(stored.get("top_id") or 0)),
            text("words") or "",
        )

    def stored(self) -> dict[str, object]:
        """For storing, as JSON values."""
        return {name: value for name in self.__slots__ if (value := getattr(self, name)) is not None}


@dataclass(frozen=True, slots=True)
class Stream:
    """What a pass goes over. `words` is a digest of the names its rows are written with.

    `related_since` names dates of related records that rows are made of: a row counts as written when one of
    them is. `may_be_whole`: whether a small stream is read whole.
    """

    model: str
    domain: Domain
    words: str = ""
    related_since: Sequence[str] = ()
    may_be_whole: bool = True


@dataclass(frozen=True, slots=True)
class Rules:
    overlap: timedelta
    whole_below: int
    is_full: bool


class Pass:
    """The ids of one pass, and the chunks to read them in."""

    def __init__(self, client: OdooClient, stream: Stream, stored: Mapping[str, object], rules: Rules) -> None:
        self._client, self._stream, self._rules = client, stream, rules
        before = Position() if rules.is_full else Position.of(stored)
        newest_first = client.search(stream.model, stream.domain, order="write_date desc, id desc")
        self.present_ids = set(newest_first)  # every id the stream has now
        if before.words != stream.words or self._stands_before(before.since or before.upto):
            before = Position()
        is_small = stream.may_be_whole and len(newest_first) <= rules.whole_below
        self.is_whole = is_small or (before.since is None and before.after_id is None)
        self._before = Position() if is_small else before
        self._newest = self._newest_date(newest_first)
        self._again, self._onwards = self._ids()

    @property
    def expected(self) -> int:
        """How many records the pass will read."""
        return len(self._again) + len(self._onwards)

    @property
    def since(self) -> str | None:
        """The date a partial pass goes back to, overlap included; None for a whole one."""
        return None if self.is_whole else self._earlier(self._before.since or self._before.upto)

    @property
    def model(self) -> str:
        """The model it goes over."""
        return self._stream.model

    def add(self, ids: Sequence[int]) -> None:
        """Read these too, for reasons the pass does not know."""
        known = {*self._again, *self._onwards}
        self._again = sorted({*self._again, *(key for key in ids if key in self.present_ids and key not in known)})

    def chunks(self) -> Iterator[tuple[Sequence[int], Mapping[str, object] | None]]:
        """Ids to read, with the position that holds once their rows are delivered (None: the one before still
        does).
        """
        for ids in chunks(self._again, CHUNK):
            yield ids, None
        for ids in chunks(self._onwards, CHUNK):
            yield (
                ids,
                Position(self._before.since, self._newest, ids[-1], self._before.top_id, self._stream.words).stored(),
            )
        yield (
            (),
            Position(since=self._newest, top_id=max(self.present_ids, default=0), words=self._stream.words).stored(),
        )

    def _ids(self) -> tuple[list[int], list[int]]:
        """Ids to read again from before the place the last pass stopped at, and ids from there onwards."""
        before = self._before
        everything = sorted(self.present_ids)
        if before.since is not None:
            written = self._written_since(before.since)
            everything = [key for key in everything if key in written or key > before.top_id]
        if before.after_id is None:
            return [], everything
        changed = self._written_since(before.upto) if before.upto else self.present_ids
        again = sorted(key for key in changed if key <= before.after_id and key in self.present_ids)
        return again, [key for key in everything if key > before.after_id]

    def _written_since(self, date: str) -> set[int]:
        earlier = self._earlier(date)
        conditions: list[Any] = [["write_date", ">=", earlier]]
        for field in self._stream.related_since:
            conditions = ["|", *conditions, [field, ">=", earlier]]
        return set(self._client.search(self._stream.model, [*self._stream.domain, *conditions]))

    def _earlier(self, date: str | None) -> str | None:
        if date is None:
            return None
        return (datetime.strptime(date, WIRE_FORMAT).replace(tzinfo=UTC) - self._rules.overlap).strftime(WIRE_FORMAT)

    def _stands_before(self, date: str | None) -> bool:
        """Whether the server's clock was set back behind a position: then nothing can be told from dates."""
        server_at = self._client.server_at
        return (
            date is not None and server_at is not None and server_at.strftime(WIRE_FORMAT) < (self._earlier(date) or "")
        )

    def _newest_date(self, newest_first: Sequence[int]) -> str | None:
        """The date a position may rest on: the newest found, but never after the server's own clock."""
        records = self._client.read(self._stream.model, newest_first[:NEWEST_LOOKED_AT], ["write_date"])
        dates = [record["write_date"] for record in records if record.get("write_date")]
        if not dates:
            return self._before.since
        server_at = self._client.server_at
        newest = str(max(dates))
        return min(newest, server_at.strftime(WIRE_FORMAT)) if server_at else newest
