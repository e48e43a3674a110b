"""Reading counts: stored ones for the present, counted anew from the lake for any other day."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db.models import Sum

from fairway.engines.duck import DuckSession
from fairway.engines.scope import Scope
from fairway.ledger.counting import as_counts, counted, with_ratios
from fairway.ledger.models import CountedMetric, ManagerCount, WeeklyCount
from fairway.ledger.types import Count, Counts, RecordBehind
from fairway.lib.periods import end_of_day
from fairway.metrics.behind import rows_statement
from fairway.metrics.families import looks_at_spans
from fairway.metrics.queries import definitions_for, eras
from fairway.metrics.types import Definition
from fairway.metrics.versions import Era
from fairway.people.queries import currency_rates, organisation, spans_now
from fairway.records.pseudonyms import native_id_of, source_of
from fairway.records.queries import labels_of, matches_among, published_files

Link = Callable[[str, str, str], str | None]  # a record's address in its CRM from (source, table, native id)


def stored_counts(
    person_keys: Collection[int],
    since_week_on: date,
    until_week_on: date,
    *,
    metric_keys: Collection[str] | None = None,
) -> Counts:
    """Counts in the database of those people's weeks, every metric or those named, in one statement."""
    rows = WeeklyCount.objects.filter(
        person_key__in=list(person_keys), week_on__gte=since_week_on, week_on__lte=until_week_on
    )
    if metric_keys is not None:
        rows = rows.filter(metric__key__in=list(metric_keys))
    found: dict[tuple[int, str, date], dict[date, Count]] = defaultdict(dict)
    values = rows.values_list(
        "person_key", "metric__key", "week_on", "month_on", "done", "of", "unconfirmed", "quality"
    )
    for person_key, key, week_on, month_on, *numbers in values:
        found[person_key, key, week_on][month_on] = Count(*numbers)
    return found


def counted_keys() -> set[str]:
    """Every metric that was counted."""
    return set(CountedMetric.objects.values_list("key", flat=True))


def kept_about(person_key: int) -> dict[str, list[dict[str, Any]]]:
    """Every count of one person, and every sum over those they managed, for that person's own export."""
    columns = ("metric__key", "week_on", "month_on", "done", "of", "unconfirmed")
    own = WeeklyCount.objects.filter(person_key=person_key).order_by("week_on", "metric__key", "month_on")
    below = ManagerCount.objects.filter(manager_key=person_key).order_by("week_on", "metric__key", "month_on")
    return {
        "weekly_counts": list(own.values(*columns, "quality")),
        "weekly_sums_of_people_you_managed": list(below.values(*columns, "sellers")),
    }


def counts_as_of(
    as_of_on: date, weeks: Sequence[date], definitions: Iterable[Definition], *, with_all_words: bool = True
) -> Counts:
    """Everyone's counts as they could be seen at the end of a day, from the lake; in each week by the version of a
    metric that is in force in it.
    """
    given = {definition.key: definition for definition in definitions}
    found: dict[tuple[int, str, date], Mapping[date, Count]] = {}
    parts = [(era, _wanted(given, era)) for era in eras(weeks)]
    scope = scope_at(as_of_on, weeks, [definition for _, wanted in parts for definition in wanted])
    with DuckSession(published_files(), scope) as session:
        for era, wanted in parts:
            if len(parts) > 1:
                session.look_at(replace(scope, weeks=tuple(era.weeks)))
            columns = list(counted(session, wanted, is_exact_past=True, with_all_words=with_all_words))
            found |= with_ratios(as_counts(columns), wanted)
    return found


def _wanted(given: Mapping[str, Definition], era: Era) -> tuple[Definition, ...]:
    """Those definitions as they are in force in an era, with what ratios among them divide."""
    wanted = tuple({**given, **{key: era.known[key] for key in given if key in era.known}}.values())
    return wanted + tuple(era.known[key] for key in _missing_parts(wanted) if key in era.known)


def _missing_parts(definitions: Sequence[Definition]) -> set[str]:
    """What ratios among the definitions divide, as far as it is not among them."""
    keys = {definition.key for definition in definitions}
    return {key for definition in definitions for key in definition.over or ()} - keys


def scope_at(as_of_on: date, weeks: Sequence[date], definitions: Iterable[Definition]) -> Scope:
    """Those weeks as seen at the end of a day in the organisation's zone, with what those definitions look at."""
    home = organisation()
    return Scope(
        as_of_at=end_of_day(as_of_on, home.timezone),
        as_of_on=as_of_on,
        weeks=tuple(weeks),
        timezone=home.timezone,
        currency=home.currency,
        rates=currency_rates(),
        spans=spans_now() if any(map(looks_at_spans, definitions)) else (),
    )


def records_behind(
    definition: Definition,
    person_key: int,
    week_on: date,
    as_of_on: date,
    link: Link = lambda source, table, native_id: None,
) -> list[RecordBehind]:
    """The CRM records that make up one number, and those that might: unconfirmed ones. Oldest first.

    `link` gives a record's address in its CRM from (source, table, native id).
    """
    parts = [definition]
    if definition.over is not None:
        known = definitions_for(definition.over, week_on)
        parts = [known[key] for key in definition.over if key in known]
    return _told(parts, _Wanted(person_key, [week_on], as_of_on, is_ratio=definition.over is not None), link)


def records_of_weeks(
    definition: Definition, person_key: int, weeks: Sequence[date], as_of_on: date, link: Link
) -> list[RecordBehind]:
    """The same of several weeks together, in one session; not for ratios."""
    return _told([definition], _Wanted(person_key, weeks, as_of_on), link) if weeks else []


def counts_by_day(
    definition: Definition, person_keys: Collection[int], weeks: Collection[date], as_of_on: date
) -> dict[int, dict[date, Count]]:
    """What the records of some weeks add up to day by day, by person, in one session; not for ratios. The same records
    as `records_behind` tells one by one.
    """
    if not person_keys or not weeks:
        return {}
    with DuckSession(published_files(), scope_at(as_of_on, sorted(weeks), [definition])) as session:
        people = ", ".join(str(int(key)) for key in sorted(person_keys))
        sql = rows_statement(definition, session.dialect)
        rows = session.run(
            f"SELECT person_key, day_on, SUM(CASE WHEN is_counted THEN COALESCE(value, 0) ELSE 0 END) AS done, "
            f"COUNT(*) FILTER (WHERE is_unconfirmed) AS unconfirmed FROM ({sql}) "
            f"WHERE person_key IN ({people}) AND week_on IN ({_listed(sorted(weeks))}) GROUP BY person_key, day_on"
        ).to_pylist()
    found: dict[int, dict[date, Count]] = defaultdict(dict)
    for row in rows:
        found[row["person_key"]][row["day_on"]] = Count(
            done=float(row["done"] or 0), unconfirmed=float(row["unconfirmed"])
        )
    return found


def _listed(weeks: Iterable[date]) -> str:
    return ", ".join(f"DATE '{week_on}'" for week_on in weeks)


@dataclass(frozen=True, slots=True)
class _Wanted:
    person_key: int
    weeks: Sequence[date]
    as_of_on: date
    is_ratio: bool = False


def _told(parts: Sequence[Definition], wanted: _Wanted, link: Link) -> list[RecordBehind]:
    found = [{**row, "part": part.key} for part in parts for row in _rows(part, wanted)]
    accounts = labels_of("accounts", [row["account_id"] for row in found if row.get("account_id")])
    opportunities = labels_of("opportunities", [row["opportunity_id"] for row in found if row.get("opportunity_id")])
    leads = labels_of("leads", [row["record_id"] for row in found if row["table"] == "leads"])
    matches = matches_among(row["record_id"] for row in found if row["table"] == "activities")
    behind = []
    for row in found:
        about = opportunities.get(row.get("opportunity_id") or "") or accounts.get(row.get("account_id") or "")
        record, table = row["record_id"], row["table"]
        lead = leads.get(record)
        native_id = lead.native_id if lead else native_id_of(record) or record
        source = lead.source if lead else source_of(record) if table != "leads" else ""
        behind.append(
            RecordBehind(
                record_id=record,
                native_id=native_id,
                table=table,
                day_on=row["day_on"],
                is_counted=row["is_counted"],
                is_unconfirmed=row["is_unconfirmed"],
                is_base=row["is_base"],
                value=float(row["value"] or 0),
                part=row["part"] if wanted.is_ratio else "",
                word=row.get("word") or "",
                when_at=_utc(row.get("when_at")),
                about=about.name if about else "",
                link=link(source, table, native_id),
                source=source,
                account_id=row.get("account_id") or "",
                matched=matches.get(record) if table == "activities" else None,
            )
        )
    return sorted(behind, key=lambda item: (item.day_on, item.record_id))


def _rows(definition: Definition, wanted: _Wanted) -> list[dict[str, Any]]:
    with DuckSession(published_files(), scope_at(wanted.as_of_on, wanted.weeks, [definition])) as session:
        sql = rows_statement(definition, session.dialect)
        weeks = _listed(wanted.weeks)
        table = session.run(
            f"SELECT * FROM ({sql}) WHERE person_key = {int(wanted.person_key)} AND week_on IN ({weeks})"
        )
    kind = {"stage_changes": "opportunities"}.get(definition.records, definition.records)
    return [{**row, "table": kind} for row in table.to_pylist()]


def _utc(value: object) -> datetime | None:
    return value if isinstance(value, datetime) else None


def sums_of(
    person_keys: Collection[int], metric_keys: Collection[str], since_week_on: date, until_week_on: date
) -> dict[str, Count]:
    """Totals of some metrics over people and weeks, in one statement; metrics without a count are zero."""
    rows = WeeklyCount.objects.filter(
        person_key__in=list(person_keys),
        metric__key__in=list(metric_keys),
        week_on__gte=since_week_on,
        week_on__lte=until_week_on,
    )
    totals = rows.values_list("metric__key").annotate(Sum("done"), Sum("of"), Sum("unconfirmed"))
    found = dict.fromkeys(metric_keys, Count())
    found.update({key: Count(done, of, unconfirmed) for key, done, of, unconfirmed in totals})
    return found


def weeks_recorded(since_week_on: date, until_week_on: date) -> set[date]:
    """Weeks in which anybody has any count."""
    rows = WeeklyCount.objects.filter(week_on__gte=since_week_on, week_on__lte=until_week_on)
    return set(rows.values_list("week_on", flat=True).distinct())


def first_recorded_week() -> date | None:
    """The first week in which anybody has any count; None before there is one."""
    return WeeklyCount.objects.order_by("week_on").values_list("week_on", flat=True).first()
