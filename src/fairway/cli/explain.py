"""`fairway explain METRIC SELLER WEEK`: the records behind one number."""

import argparse
from datetime import UTC, date
from typing import Any

from fairway.cli.main import Fault
from fairway.cli.naming import person_key
from fairway.cli.printing import answer, day, named, table
from fairway.exchange.ports import record_link
from fairway.exchange.queries import refreshed_at, source
from fairway.execution.queries import today
from fairway.ledger.queries import records_behind
from fairway.ledger.types import RecordBehind, number_behind
from fairway.lib.periods import week_from_label, week_label
from fairway.metrics.describing import rule_in_words
from fairway.metrics.queries import definitions_for, definitions_meant
from fairway.metrics.types import Definition
from fairway.people.queries import account_names, organisation
from fairway.records.types import MatchFacts
from fairway.studio.corrections.queries import corrections_of
from fairway.studio.corrections.types import ShownCorrection, ShownWeek


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("metric", metavar="METRIC")
    parser.add_argument("seller", type=named, metavar="SELLER", help="the source's id")
    parser.add_argument("week", metavar="WEEK", help="such as 2026-W24")
    parser.add_argument("--as-of", type=day, metavar="DATE")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    definition, seller_key, week_on = _asked(arguments)
    as_of_on = min(arguments.as_of or today(), today())
    records = records_behind(
        definition,
        seller_key,
        week_on,
        as_of_on,
        lambda name, kind, native_id: record_link(source(name), kind, native_id),
    )
    corrected = _corrected(definition.key, seller_key, week_on)
    if arguments.json:
        told = [_correction(one, week) for one, week in corrected]
        document = _document(arguments, definition, week_on, records)
        answer({**document, "corrections": told, "as_of": as_of_on.isoformat()})
        return 0
    for sentence in rule_in_words(definition):
        print(sentence)
    for one, week in corrected:
        why = f" Why: {one.reason}" if one.reason else ""
        print(f"{one.made}, with version {one.version}: {week.now}, was {week.was}.{why} Until then: {one.rule_before}")
    names = _matchers(records)
    rows = [[r.day_on, f"{r.table} {r.native_id}", r.about, _effect(r, names), r.link or ""] for r in records]
    table(["day", "record", "about", "what it does", "link"], rows)
    return 0


def _asked(arguments: argparse.Namespace) -> tuple[Definition, int, date]:
    """The metric, person and week that are meant; a Fault names the one that is not known."""
    meant = definitions_meant(arguments.metric)
    if not meant:
        raise Fault(f"no metric is called {arguments.metric!r}", advice="`fairway metrics` lists them.", is_misuse=True)
    if len(meant) > 1:
        keys = ", ".join(repr(definition.key) for definition in meant)
        raise Fault(f"{arguments.metric!r} may be {keys}", advice="Write the one you mean exactly.", is_misuse=True)
    seller_key = person_key(arguments.seller)
    try:
        week_on = week_from_label(arguments.week, organisation().week_starts_on)
        key = meant[0].key
        return definitions_for([key], week_on).get(key, meant[0]), seller_key, week_on
    except ValueError as error:
        raise Fault(str(error), is_misuse=True) from error


def _corrected(key: str, seller_key: int, week_on: date) -> list[tuple[ShownCorrection, ShownWeek]]:
    """What corrections made of that week's number, newest first."""
    found = corrections_of(seller_key, [key], week_on).get(key, [])
    return [(one, week) for one in found if (week := one.week(week_on))]


def _correction(one: ShownCorrection, week: ShownWeek) -> dict[str, Any]:
    return {
        "version": one.version,
        "on": one.on.isoformat(),
        "by": one.by,
        "reason": one.reason,
        "number": _plain(week.after.done),
        "of": _plain(week.after.of),
        "number_before": _plain(week.before.done),
        "of_before": _plain(week.before.of),
        "rule_before": one.rule_before,
    }


def _document(
    arguments: argparse.Namespace, definition: Definition, week_on: date, records: list[RecordBehind]
) -> dict[str, Any]:
    refreshed, number, names = refreshed_at(), number_behind(records), _matchers(records)
    return {
        "metric": definition.key,
        "seller_id": arguments.seller,
        "week": week_label(week_on),
        "rule": rule_in_words(definition),
        "unit": str(definition.unit),
        "number": _plain(number.done),
        "of": _plain(number.of),
        "counted": sum(record.is_counted for record in records),
        "unconfirmed": sum(record.is_unconfirmed for record in records),
        "refreshed_at": refreshed.isoformat() if refreshed else None,
        "records": [
            {
                "table": record.table,
                "id": record.native_id,
                "source": record.source,
                "day": record.day_on.isoformat(),
                "counted": record.is_counted,
                "adds": _plain(record.value) if record.is_counted else 0,
                "unconfirmed": record.is_unconfirmed,
                "about": record.about,
                "link": record.link,
                **({"matched": _match(record.matched, names)} if record.matched else {}),
            }
            for record in records
        ],
    }


def _plain(number: float) -> float | int:
    return int(number) if number == int(number) else round(number, 6)


OPERATOR = "operator"


def _matchers(records: list[RecordBehind]) -> dict[int, str]:
    return account_names({one.matched.confirmed_by for one in records if one.matched and one.matched.confirmed_by})


def _match(match: MatchFacts, names: dict[int, str]) -> dict[str, Any]:
    """What somebody said of a record that its CRM says otherwise."""
    return {
        "by": names.get(match.confirmed_by or 0, OPERATOR),
        "at": match.confirmed_at.astimezone(UTC).isoformat() if match.confirmed_at else None,
        "word_in_crm": match.stated_word,
        "took_place": match.took_place,
    }


def _effect(record: RecordBehind, names: dict[int, str]) -> str:
    if record.is_counted:
        match = record.matched
        if match is None or match.confirmed_at is None:
            return "counted"
        return f"counted, matched by {names.get(match.confirmed_by or 0, OPERATOR)} on {match.confirmed_at:%Y-%m-%d}"
    return "unconfirmed" if record.is_unconfirmed else "seen, not counted"
