"""What a fill counts from: one picture of lake, definitions, settings and lines, and whether it is still the newest."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from hashlib import blake2b

from django.utils import timezone

from fairway.engines.scope import Scope
from fairway.ledger.actions.replacing import metric_numbers
from fairway.ledger.actions.rolling import lines_moved_from
from fairway.ledger.models import CountedMetric, LedgerState
from fairway.ledger.which import Metrics, all_but, only
from fairway.lib.keeping import KEPT
from fairway.lib.periods import end_of_day, local_day, week_of, weeks_between
from fairway.metrics.families import fingerprint
from fairway.metrics.queries import countable_definitions, eras, timeline_prints
from fairway.metrics.types import Definition
from fairway.metrics.versions import Era
from fairway.metrics.words import offered
from fairway.people.queries import Span, currency_rates, organisation, people_count, spans_now
from fairway.records.actions.upkeep import clear_dirt, clear_others
from fairway.records.queries import Dirt, Files, dirt, first_week_with_records, published_files, states_anything_after


class Overtaken(RuntimeError):
    """Somebody else began to count from another picture, which is a newer one."""


@dataclass(frozen=True, slots=True)
class Ground:
    """Read once, before counting."""

    waiting: Dirt
    files: Files
    scope: Scope  # without weeks
    week_starts_on: int
    known: Mapping[str, Definition]  # as in force in the running week
    eras: Sequence[Era]  # the weeks, each with the definitions in force in it
    prints: Mapping[str, str]  # what tells each metric's definitions over time from others
    counted_as: Mapping[str, str]  # the prints that counts were made with
    counted_on: date | None
    is_new: bool  # nothing was counted yet, or with other settings
    is_exact_past: bool
    weeks: Sequence[date]  # every week the ledger holds: from the first with records to the running one
    people: int
    spans: frozenset[Span]
    lines_from_on: date | None  # the first week in which lines differ from those that counts and sums rest on

    def week_of(self, day: date) -> date:
        return week_of(day, self.week_starts_on)

    def end_of(self, day: date) -> datetime:
        return end_of_day(day, self.scope.timezone)

    def changed_keys(self) -> frozenset[str]:
        """Metrics whose counts were made with another definition, in any week. A word met for the first time only
        stands in records that are new, and their weeks are marked; a ratio has no counts of its own.
        """
        return frozenset(
            key
            for key, definition in self.known.items()
            if self.counted_as.get(key) != self.prints[key]
            and (self.counted_as.get(key) or self.prints[key] != fingerprint(offered(key)))
            and (self.counted_as.get(key) or definition.over is None)
        )

    def metrics_of(self, keys: Collection[str]) -> Metrics:
        return only(metric_numbers(keys).values())

    def metrics_but(self, keys: Collection[str]) -> Metrics:
        return all_but(metric_numbers(keys).values())

    @property
    def known_print(self) -> str:
        return _print(settings_print(self.scope, self.week_starts_on), sorted(self.prints.items()))

    def require_newest(self) -> None:
        """Raise Overtaken unless nobody began from another picture. First in a transaction: it waits for writers."""
        mine = {"mark": self.waiting.mark, "looked_on": self.scope.as_of_on, "known_print": self.known_print}
        if not LedgerState.objects.filter(pk=1, **mine).update(**mine):
            raise Overtaken


def counting_scope(weeks: Sequence[date]) -> Scope:
    """The present, for those weeks: the end of the running day, so that all day long the answer is the same."""
    home = organisation()
    on = local_day(timezone.now(), home.timezone)
    return Scope(
        as_of_at=end_of_day(on, home.timezone),
        as_of_on=on,
        weeks=tuple(weeks),
        timezone=home.timezone,
        currency=home.currency,
        rates=currency_rates(),
    )


def settings_print(scope: Scope, week_starts_on: int) -> str:
    """Differs when zone, week start, currency or rates do."""
    rates = [(currency, str(on), str(rate)) for currency, on, rate in scope.rates]
    return _print(scope.timezone, week_starts_on, scope.currency, rates)


def _print(*parts: object) -> str:
    return blake2b(repr(parts).encode(), digest_size=16).hexdigest()


def ground_now() -> Ground:
    """What there is to count from. Marks are read before files: what is published in between stays marked."""
    waiting, scope, starts = dirt(), counting_scope(()), organisation().week_starts_on
    state, files = LedgerState.objects.get_or_create(pk=1)[0], published_files()
    weeks, spans = kept_weeks(files, scope.as_of_on, starts), frozenset(spans_now())
    moved_from = [day for day in (state.lines_moved_from_on, lines_moved_from(spans)) if day is not None]
    return Ground(
        waiting=waiting,
        files=files,
        scope=replace(scope, spans=spans),
        week_starts_on=starts,
        known=countable_definitions(),
        eras=eras(weeks),
        prints=timeline_prints(),
        counted_as=dict(CountedMetric.objects.values_list("key", "counted_as")),
        counted_on=state.counted_on,
        is_new=waiting.is_everything or state.counted_with != settings_print(scope, starts),
        is_exact_past=states_anything_after(files, scope.as_of_at),
        weeks=weeks,
        people=people_count(),
        spans=spans,
        lines_from_on=min(moved_from, default=None),
    )


def kept_weeks(files: Files, today: date, week_starts_on: int) -> list[date]:
    """From the first week with records, three years back at most, to the running one."""
    first = first_week_with_records(files, today - KEPT)
    running = week_of(today, week_starts_on)
    if first is None or week_of(first, week_starts_on) > running:
        return []
    earliest = week_of(today - KEPT + timedelta(days=6), week_starts_on)
    return weeks_between(max(week_of(first, week_starts_on), earliest), running)


def take_ground(ground: Ground) -> None:
    """Say that counting begins from this picture: whoever still counts from another one stops at its next writing.

    Two that take turns in stopping each other read anew each time, and so come to count from the same.
    """
    LedgerState.objects.filter(pk=1).update(
        mark=ground.waiting.mark, looked_on=ground.scope.as_of_on, known_print=ground.known_print
    )


def finish(ground: Ground, *, is_everything: bool) -> None:
    """Write down what the counts now rest on. Call in a transaction."""
    numbers = metric_numbers(ground.known)
    rows = {row.key: row for row in CountedMetric.objects.filter(pk__in=numbers.values())}
    moved = []
    for key in ground.known:
        if rows[key].counted_as != ground.prints[key]:
            rows[key].counted_as = ground.prints[key]
            moved.append(rows[key])
    CountedMetric.objects.bulk_update(moved, ["counted_as"], batch_size=500)
    LedgerState.objects.filter(pk=1).update(
        counted_on=ground.scope.as_of_on, counted_with=settings_print(ground.scope, ground.week_starts_on)
    )
    outside = {week_on for _, week_on in ground.waiting.weeks} - set(ground.weeks)
    if is_everything:
        clear_dirt(ground.waiting.mark, weeks=None)
    else:
        # Weeks to come are counted when they begin, whole; those out of time never.
        clear_dirt(ground.waiting.mark, weeks=dict.fromkeys(outside))
        clear_others(ground.waiting.mark)
