"""The oracle's eyes: a world as it could be seen at an instant, by docs/reference/as-of.md, in plain Python."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from tests.engines.world import World


@dataclass(frozen=True)
class Seen:
    """One visible record with whom it is credited to and the day it counts on."""

    records: str
    row: Any
    person: str | None
    day: date | None
    moment: datetime | None = None  # at which it looks at what it refers to
    status: str = ""
    when: tuple[str, datetime | None, date | None] = ("", None, None)
    priced_on: date | None = None  # where it is told later than on its own day
    own_moment: datetime | None = None  # from which it looks back; of an activity its moment


class Sight:
    """What is known at an instant."""

    def __init__(self, world: World, as_of_at: datetime) -> None:
        self.world, self.rows, self.at = world, world.rows, as_of_at
        self.on = as_of_at.astimezone(ZoneInfo(world.timezone)).date()

    # Where and when

    def zone(self, seller: str | None, day: date) -> ZoneInfo:
        history = self.world.zones.get(seller or "", ())
        if not history:
            return ZoneInfo(self.world.timezone)
        held = [name for start, name in history if start <= day]
        return ZoneInfo((held[-1] if held else history[0][1]) or self.world.timezone)

    def day(self, seller: str | None, instant: datetime | None) -> date | None:
        if instant is None:
            return None
        return instant.astimezone(self.zone(seller, instant.astimezone(UTC).date())).date()

    def day_start(self, seller: str, day: date) -> datetime:
        return datetime.combine(day, time.min, tzinfo=self.zone(seller, day)).astimezone(UTC)

    def week(self, day: date) -> date:
        return day - timedelta(days=(day.weekday() - self.world.week_starts_on) % 7)

    def end_of(self, day: date) -> datetime:
        following = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(self.world.timezone))
        return following.astimezone(UTC) - timedelta(microseconds=1)

    def is_past(self, instant: datetime | None) -> bool:
        return instant is not None and instant <= self.at

    # Activities

    def status(self, row: Any) -> str:
        stated_when = self.stated_when(row)
        happened = stated_when is None or self.is_past(stated_when)
        if row.status == "done" and happened and (row.completed_at is None or self.is_past(row.completed_at)):
            return "done"
        if row.status == "cancelled" and (row.cancelled_at is None or self.is_past(row.cancelled_at)):
            return "cancelled"
        if row.status in {"no_show", "unconfirmed"} and happened:
            return str(row.status)
        if row.type != "task" and row.scheduled_start_at is not None:
            planned_on = self.day(row.seller_id, row.scheduled_start_at)
            if planned_on is not None and planned_on < self.on:
                return "unconfirmed"
        return "planned"

    def stated_when(self, row: Any) -> datetime | None:
        due = self.day_start(row.seller_id, row.due_on) if row.due_on else None
        instants = (row.occurred_at, row.completed_at, row.scheduled_start_at, due, row.logged_at)
        return next((instant for instant in instants if instant is not None), None)

    def when(self, row: Any) -> tuple[str, datetime | None, date | None]:
        """What said when an activity counts, its instant and its day, by what had happened."""
        for source, instant in (("occurred", row.occurred_at), ("completed", row.completed_at)):
            if self.is_past(instant):
                return source, instant, self.day(row.seller_id, instant)
        if row.scheduled_start_at is not None:
            return "scheduled", row.scheduled_start_at, self.day(row.seller_id, row.scheduled_start_at)
        if row.due_on is not None:
            lies_ahead = row.occurred_at is not None or row.completed_at is not None
            return "due", None if lies_ahead else self.day_start(row.seller_id, row.due_on), row.due_on
        if row.logged_at is not None:
            return "logged", row.logged_at, self.day(row.seller_id, row.logged_at)
        return "", None, None

    def activities(self, date_name: str) -> list[Seen]:
        return [
            self._activity(row, date_name)
            for row in self.rows.activities.values()
            if row.logged_at is None or self.is_past(row.logged_at)
        ]

    def _activity(self, row: Any, date_name: str) -> Seen:
        when = self.when(row)
        moment, day = when[1], when[2]
        if date_name == "completed":
            moment = row.completed_at if self.is_past(row.completed_at) else None
            day = self.day(row.seller_id, moment)
        elif date_name == "scheduled":
            moment = row.scheduled_start_at
            day = self.day(row.seller_id, moment) or row.due_on
        elif date_name == "logged":
            moment, day = row.logged_at, self.day(row.seller_id, row.logged_at)
        return Seen("activities", row, row.seller_id, day, moment, self.status(row), when, own_moment=moment)

    # Opportunities

    @cached_property
    def _owners(self) -> dict[str, list[tuple[datetime, str]]]:
        found: dict[str, list[tuple[datetime, str]]] = {}
        for row in sorted(self.rows.owner_changes.values(), key=lambda row: row.changed_at):
            found.setdefault(row.opportunity_id, []).append((row.changed_at, row.owner_id))
        return found

    def owner_at(self, opportunity_id: str, instant: datetime) -> str | None:
        """Whoever owned it: nobody is named before the first known change; without any it was always today's."""
        changes = self._owners.get(opportunity_id)
        if changes is None:
            today = self.rows.opportunities.get((opportunity_id,))
            return today.owner_id if today else None
        before = [owner for changed_at, owner in changes if changed_at <= instant]
        return before[-1] if before else None

    def stands_below(self, below: str | None, above: str | None, day: date) -> bool:
        """Whether somebody reports to another on a day, or to whoever reports to them: climbed line after line."""
        climbed: set[str] = set()
        agenda = [below] if below is not None else []
        while agenda:
            name = agenda.pop()
            found = {m for m, who, first, last in self.world.lines if who == name and first <= day <= last}
            agenda += sorted(found - climbed)
            climbed |= found
        return above in climbed

    @cached_property
    def histories(self) -> dict[str, list[Any]]:
        """All stage changes by opportunity in order; those of one instant in the order in which they lead on."""
        found: dict[str, list[Any]] = {}
        for row in self.rows.stage_changes.values():
            found.setdefault(row.opportunity_id, []).append(row)
        return {key: sorted(rows, key=lambda row, rows=rows: self._order(row, rows)) for key, rows in found.items()}

    def _order(self, row: Any, changes: list[Any]) -> tuple[Any, ...]:
        at_once = [other for other in changes if other.changed_at == row.changed_at and other.to_stage != row.to_stage]
        has_before = any(other.to_stage == row.from_stage for other in at_once)
        has_after = any(other.from_stage == row.to_stage for other in at_once)
        return row.changed_at, has_before, not has_after, row.to_stage

    def stage_then(self, opportunity: Any, moment: datetime | None) -> str | None:
        """By the last change before, else what the first one led from, else today's stage."""
        moment = self.at if moment is None or moment > self.at else moment
        changes = self.histories.get(opportunity.opportunity_id)
        if changes is None:
            return str(opportunity.stage)
        before = [change for change in changes if change.changed_at <= moment]
        return before[-1].to_stage if before else changes[0].from_stage

    def stage_at(self, opportunity: Any, moment: datetime) -> str | None:
        """Today's stage unless a later change says it was another."""
        changes = self.histories.get(opportunity.opportunity_id, [])
        if any(change.changed_at > moment for change in changes):
            return self.stage_then(opportunity, moment)
        return str(opportunity.stage)

    def is_closed(self, opportunity: Any) -> bool:
        return self.is_past(opportunity.closed_at)

    def opportunities(self, date_name: str) -> list[Seen]:
        found = []
        for row in self.rows.opportunities.values():
            instant = row.created_at if date_name == "created" else row.closed_at
            if self.is_past(row.created_at) and self.is_past(instant):
                owner = self.owner_at(row.opportunity_id, instant)
                day = self.day(owner, instant)
                found.append(Seen("opportunities", row, owner, day, self.at, own_moment=instant))
        return found

    def standing(self, records: str, weeks: Iterable[date]) -> list[Seen]:
        """Open opportunities with their owner then, or accounts, at each week's end; in the running week now."""
        found = []
        for week_on in weeks:
            if week_on > self.on:
                continue
            day = min(week_on + timedelta(days=6), self.on)
            at = min(self.end_of(week_on + timedelta(days=6)), self.at)
            for row in getattr(self.rows, records).values():
                owner = row.owner_id
                if records == "opportunities":
                    is_closed = self.is_closed(row) and row.closed_at <= at
                    owner = None if row.created_at > at or is_closed else self.owner_at(row.opportunity_id, at)
                if owner is not None:
                    found.append(Seen(records, row, owner, day, at, own_moment=at))
        return found

    def opportunity(self, opportunity_id: str | None) -> Any:
        row = self.rows.opportunities.get((opportunity_id,))
        return row if row is not None and self.is_past(row.created_at) else None

    def place(self, pipeline: str | None, stage: str | None) -> int | None:
        """The stage's place in its pipeline, else the one that every pipeline with such a stage agrees on."""
        if stage is None:
            return None
        if (pipeline, stage) in self.places:
            return self.places[pipeline, stage]
        named = {place for (_, name), place in self.places.items() if name == stage}
        return named.pop() if len(named) == 1 else None

    @cached_property
    def places(self) -> dict[tuple[Any, Any], int]:
        found = {}
        for pipeline in {row.pipeline for row in self.rows.stages.values()}:
            ranks = {
                key: (bool(r.is_closed), r.position) for key, r in self.rows.stages.items() if r.pipeline == pipeline
            }
            ordered = sorted(set(ranks.values()))
            found.update({(key[0], key[1]): ordered.index(rank) + 1 for key, rank in ranks.items()})
        return found

    def is_closed_stage(self, pipeline: str | None, stage: str | None) -> bool:
        own = self.rows.stages.get((pipeline, stage))
        named = [own] if own is not None else [row for row in self.rows.stages.values() if row.stage == stage]
        return any(row.is_closed for row in named)

    def is_lost_stage(self, pipeline: str | None, stage: str | None) -> bool:
        own = self.rows.stages.get((pipeline, stage))
        named = [own] if own is not None else [row for row in self.rows.stages.values() if row.stage == stage]
        return any(row.is_closed and not row.is_won for row in named)

    def stage_changes(self) -> list[Seen]:
        found = []
        for row in self.rows.stage_changes.values():
            if self.is_past(row.changed_at):
                owner = self.owner_at(row.opportunity_id, row.changed_at)
                day = self.day(owner, row.changed_at)
                found.append(Seen("stage_changes", row, owner, day, self.at, own_moment=row.changed_at))
        return found

    # Leads

    def leads(self, date_name: str) -> list[Seen]:
        found = []
        for row in self.rows.leads.values():
            instant = row.created_at if date_name == "created" else row.converted_at
            if self.is_past(row.created_at) and self.is_past(instant):
                day = self.day(row.owner_id, instant)
                found.append(Seen("leads", row, row.owner_id, day, self.at, own_moment=instant))
        return found

    def lead(self, lead_id: str | None) -> Any:
        row = self.rows.leads.get((lead_id,))
        return row if row is not None and self.is_past(row.created_at) else None

    def seen(self, records: str, date_name: str) -> list[Seen]:
        if records == "activities":
            return self.activities(date_name)
        if records == "opportunities":
            return self.opportunities(date_name)
        return self.stage_changes() if records == "stage_changes" else self.leads(date_name)
