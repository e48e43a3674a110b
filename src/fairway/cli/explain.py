"""`fairway explain METRIC SELLER WEEK`: the records behind one number."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.printing import answer, day, table
from fairway.exchange.ports import record_link
from fairway.exchange.queries import refreshed_at, source
from fairway.execution.queries import today
from fairway.ledger.queries import records_behind
from fairway.lib.periods import week_from_label, week_label
from fairway.metrics.describing import rule_in_words
from fairway.metrics.queries import definition_for
from fairway.people.queries import keys_by_native_id, organisation


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("metric", metavar="METRIC")
    parser.add_argument("seller", metavar="SELLER", help="the source's id")
    parser.add_argument("week", metavar="WEEK", help="such as 2026-W24")
    parser.add_argument("--as-of", type=day, metavar="DATE")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    definition = definition_for(arguments.metric)
    person_key = keys_by_native_id([arguments.seller]).get(arguments.seller)
    if definition is None:
        raise Fault(f"no metric is called {arguments.metric!r}", advice="`fairway metrics` lists them.", is_misuse=True)
    if person_key is None:
        raise Fault(
            f"nobody has the id {arguments.seller!r}", advice="`fairway people` lists everyone.", is_misuse=True
        )
    try:
        week_on = week_from_label(arguments.week, organisation().week_starts_on)
    except ValueError as error:
        raise Fault(str(error), is_misuse=True) from error
    records = records_behind(
        definition,
        person_key,
        week_on,
        arguments.as_of or today(),
        lambda name, kind, native_id: record_link(source(name), kind, native_id),
    )
    refreshed = refreshed_at()
    if arguments.json:
        answer(
            {
                "metric": definition.key,
                "seller_id": arguments.seller,
                "week": week_label(week_on),
                "rule": rule_in_words(definition),
                "counted": sum(r.is_counted for r in records),
                "unconfirmed": sum(r.is_unconfirmed for r in records),
                "refreshed_at": refreshed.isoformat() if refreshed else None,
                "records": [
                    {
                        "table": r.table,
                        "id": r.native_id,
                        "source": r.source,
                        "day": r.day_on.isoformat(),
                        "counted": r.is_counted,
                        "unconfirmed": r.is_unconfirmed,
                        "about": r.about,
                        "link": r.link,
                    }
                    for r in records
                ],
            }
        )
        return 0
    for sentence in rule_in_words(definition):
        print(sentence)
    table(
        ["day", "record", "about", "what it does", "link"],
        [
            [
                r.day_on,
                f"{r.table} {r.native_id}",
                r.about,
                "counted" if r.is_counted else "unconfirmed" if r.is_unconfirmed else "seen, not counted",
                r.link or "",
            ]
            for r in records
        ],
    )
    return 0
