"""What really happened in a populated Odoo, written down while it was done and never read back from it.

The ledger knows people, weeks and kinds of activity; it knows no connector. Instants are the server's own clock at the
moment of the call, taken from its answer.
"""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

Cell = tuple[str, date, str]  # seller id, Monday of the seller's local week, activity type


@dataclass
class Act:
    """One piece of work: planned, then done, called off, or gone with what it hung on."""

    activity_id: int
    seller_id: int
    kind: str
    model: str
    record_id: int
    done_at: datetime | None = None
    state: str = "open"  # open, done, off (archived without Done), gone
    event_id: int | None = None
    start_at: datetime | None = None  # of its event
    is_counted: bool = True  # whether it is sales work at all
    is_left_as_message: bool = False  # done on a deal that was merged away: only Odoo's message is left

    @property
    def is_done(self) -> bool:
        return self.state == "done"


@dataclass
class Meeting:
    """A calendar event that no activity stands for."""

    event_id: int
    seller_id: int
    start_at: datetime
    is_counted: bool = True  # private ones are nobody's business
    is_off: bool = False  # nobody is coming


@dataclass
class Ledger:
    """Everything that was done. `zones` by user id; an empty zone is the organisation's."""

    zones: dict[int, str] = field(default_factory=dict)
    names: dict[int, str] = field(default_factory=dict)
    logins: dict[int, str] = field(default_factory=dict)  # sellers first, then their leaders
    managers: dict[int, int | None] = field(default_factory=dict)
    teams: dict[int, str | None] = field(default_factory=dict)
    gone_people: set[int] = field(default_factory=set)
    outsiders: set[int] = field(default_factory=set)  # users who sell nothing
    acts: list[Act] = field(default_factory=list)
    meetings: list[Meeting] = field(default_factory=list)
    deals: dict[int, int] = field(default_factory=dict)  # deal -> owner now
    stages: dict[int, list[tuple[datetime, str]]] = field(default_factory=dict)  # deal -> stages entered
    owners: dict[int, list[tuple[datetime, int]]] = field(default_factory=dict)  # deal -> owners, from the first
    absences: list[tuple[int, date, date]] = field(default_factory=list)
    now_at: datetime | None = None

    def done(self, home_zone: str, *, until: datetime | None = None) -> Counter[Cell]:
        """Seller x local week x type -> how many were done, or had been by an instant."""
        counted: Counter[Cell] = Counter()
        for act in self.acts:
            if act.is_done and act.is_counted and act.done_at is not None and (until is None or act.done_at <= until):
                zone = self.zones[act.seller_id] or home_zone
                counted[str(act.seller_id), monday(act.done_at, zone), act.kind] += 1
        return counted

    def unconfirmed(self, home_zone: str, as_of_on: date) -> Counter[Cell]:
        """Seller x local week x type -> meetings before that day of which nobody said whether they took place."""
        waiting = [
            (one.seller_id, "Meeting", one.start_at) for one in self.meetings if one.is_counted and not one.is_off
        ]
        waiting += [
            (act.seller_id, act.kind, act.start_at) for act in self.acts if act.state == "open" and act.start_at
        ]
        counted: Counter[Cell] = Counter()
        for seller_id, kind, start_at in waiting:
            zone = self.zones[seller_id] or home_zone
            if start_at.astimezone(ZoneInfo(zone)).date() < as_of_on:
                counted[str(seller_id), monday(start_at, zone), kind] += 1
        return counted

    def ids(self, state: str) -> set[str]:
        return {
            str(act.activity_id)
            for act in self.acts
            if act.state == state and act.is_counted and not act.is_left_as_message
        }

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), default=_plain), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> "Ledger":
        stored = json.loads(path.read_text(encoding="utf-8"))
        return cls(
            zones=_keyed(stored["zones"]),
            names=_keyed(stored["names"]),
            logins=_keyed(stored["logins"]),
            managers=_keyed(stored["managers"]),
            teams=_keyed(stored["teams"]),
            gone_people=set(stored["gone_people"]),
            outsiders=set(stored["outsiders"]),
            acts=[
                Act(**{**act, "done_at": _at(act["done_at"]), "start_at": _at(act["start_at"])})
                for act in stored["acts"]
            ],
            meetings=[Meeting(**{**one, "start_at": _at(one["start_at"])}) for one in stored["meetings"]],
            deals=_keyed(stored["deals"]),
            stages=_histories(stored["stages"]),
            owners=_histories(stored["owners"]),
            absences=[
                (who, date.fromisoformat(start), date.fromisoformat(end)) for who, start, end in stored["absences"]
            ],
            now_at=_at(stored["now_at"]),
        )


def monday(instant: datetime, zone: str) -> date:
    """Monday of the week an instant falls in, where the zone is."""
    local = instant.astimezone(ZoneInfo(zone)).date()
    return local - timedelta(days=local.weekday())


def counted(rows: Iterable[Any], zones: Mapping[str, str | None], home_zone: str) -> Counter[Cell]:
    """The same count over activity rows: what was completed, in the week its seller was in."""
    found: Counter[Cell] = Counter()
    for row in rows:
        if str(row.status) == "done":
            zone = zones.get(row.seller_id) or home_zone
            found[row.seller_id, monday(row.completed_at, zone), row.subtype] += 1
    return found


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    return sorted(value) if isinstance(value, set) else str(value)


def _at(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _keyed(stored: dict[str, Any]) -> dict[int, Any]:
    return {int(key): value for key, value in stored.items()}


def _histories(stored: dict[str, Any]) -> dict[int, list[tuple[datetime, Any]]]:
    return {int(key): [(datetime.fromisoformat(at), value) for at, value in entries] for key, entries in stored.items()}
