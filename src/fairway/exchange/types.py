"""What connectors promise, in records that know no vendor."""

import dataclasses
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Protocol


class Severity(StrEnum):
    LEFT_OUT = "left out"  # the row did not load
    FILE_LEFT_OUT = "file left out"  # none of its rows was read
    REPLACED = "replaced"  # a later row of the same key counts
    KEPT = "kept"  # the row loaded without this value
    NOTE = "note"  # worth knowing


@dataclass(frozen=True, slots=True)
class Reject:
    """One thing a source said that could not be taken as it stands, with what to do about it."""

    place: str  # file or stream
    line: int | None
    field: str
    value: str
    reason: str
    severity: Severity = Severity.LEFT_OUT
    row: Mapping[str, str] = dataclasses.field(default_factory=dict)


@dataclass(slots=True)
class Tally:
    """What became of one table's rows in a run."""

    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    deleted: int = 0
    rejected: int = 0

    def as_dict(self) -> dict[str, int]:
        return {name: getattr(self, name) for name in self.__dataclass_fields__}


@dataclass(frozen=True, slots=True)
class Batch:
    """Some rows of one canonical table, in a source's own ids, with where the stream stands after them.

    `position` is None while the rows so far cannot be resumed from. `deleted` lists native ids that are gone; the parts
    of a compound one are joined by `|`.
    """

    table: str
    rows: Sequence[object] = ()
    places: Sequence[tuple[str, int | None]] = ()  # file and line of each row, for sources that have them
    deleted: Sequence[str] = ()
    deleted_places: Sequence[tuple[str, int | None]] = ()  # of each deleted id, where a file names them
    left_as_is: int = 0  # rows that were read and need nothing done
    # Every id the source still has for this table: known records that are missing here were deleted there.
    present_ids: Collection[str] | None = None
    rejects: Sequence[Reject] = ()
    stream: str = ""
    position: Mapping[str, object] | None = None
    expected: int | None = None  # how many rows this stream will bring in all, where known


@dataclass(frozen=True, slots=True)
class Check:
    """One assumption about a source, tried: what was found, and what it turns off when it fails. Without a vital one
    nothing can be read at all.
    """

    name: str
    is_passed: bool
    detail: str
    disables: str = ""
    advice: str = ""
    is_vital: bool = False

    def as_dict(self) -> dict[str, object]:
        """For answers in JSON."""
        return {
            "name": self.name,
            "passed": self.is_passed,
            "detail": self.detail,
            "disables": self.disables,
            "advice": self.advice,
        }


@dataclass(frozen=True, slots=True)
class PlanRow:
    native_seller_id: str
    metric: str
    starts_on: date
    target: Decimal
    per: str = "week"
    ends_on: date | None = None
    quality_target: Decimal | None = None


@dataclass(frozen=True, slots=True)
class CoverageRow:
    native_seller_id: str
    activity_type: str
    from_on: date
    state: str
    to_on: date | None = None
    note: str = ""


class Reader(Protocol):
    """What every CRM closet offers: the promise behind `crm/source.py`.

    `pull` yields people first, then records, oldest change first, and may be cut off at any batch: what was stored
    with a position is not asked for again, what is asked for again changes nothing.
    """

    shows_only_the_present: bool  # a manager or zone stated today was not necessarily true before
    states_stage_history: bool  # False: stage changes are noted when a pull shows another stage than the last one

    def pull(self, positions: Mapping[str, Mapping[str, object]], *, is_full: bool) -> Iterator[Batch]: ...

    def check(self) -> Sequence[Check]: ...

    def link(self, table: str, native_id: str) -> str | None:
        """Address of a record in the CRM's own pages; None where it has none."""


@dataclass(frozen=True, slots=True)
class SourceFacts:
    name: str
    kind: str
    settings: Mapping[str, object]
    every_minutes: int | None
    is_paused: bool


@dataclass(frozen=True, slots=True)
class RunFacts:
    key: int
    source: str
    kind: str
    state: str
    is_full: bool
    asked: Mapping[str, object]  # what this run alone reads, on top of its source's settings
    phase: str
    progress: Mapping[str, Mapping[str, int]]
    requested_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    heartbeat_at: datetime | None
    error: str
    advice: str
    rejects_file: str
