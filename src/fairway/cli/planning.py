"""`fairway plan`: High-Impact Activities from the command line, under the same rules as the pages."""

import argparse
from collections.abc import Collection
from datetime import timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from fairway.cli.main import Fault
from fairway.cli.naming import person_key
from fairway.cli.printing import answer, day, say, table
from fairway.execution.actions.scoring import score
from fairway.execution.queries import today
from fairway.lib.periods import week_of
from fairway.metrics.queries import definition_for
from fairway.people.queries import all_people_native_ids, facts_of, organisation
from fairway.people.types import ENDLESS
from fairway.plans.actions.changing import add_hia, change_target, end_hia, take_back_hia
from fairway.plans.queries import plans_of
from fairway.plans.rules import first_day_of_change
from fairway.plans.types import PlanDraft, Refused
from fairway.studio.queries import failing_tests
from fairway.web.fields import with_point

UNEXPLAINED = "an operator's word at the command line"


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", nargs="?", choices=("list", "add", "target", "end"), default="list")
    parser.add_argument("seller", nargs="?", metavar="SELLER", help="the source's id")
    parser.add_argument("metric", nargs="?", metavar="METRIC")
    parser.add_argument("target", nargs="?", metavar="TARGET")
    parser.add_argument("--per", choices=("week", "month"), default="week")
    parser.add_argument(
        "--from",
        dest="from_on",
        type=day,
        metavar="DATE",
        help="first day; for end the last day. Where none is given, add holds from this week on, target from the next, "
        "and end with this week's end",
    )
    parser.add_argument("--never", action="store_true", help="of end: as if it had never been in force")
    parser.add_argument("--override", default="", metavar="REASON", help="why, in spite of a test that fails")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    _require_fitting(arguments)
    if arguments.what == "list":
        return _list(as_json=arguments.json)
    if not arguments.seller or not arguments.metric or (arguments.what != "end" and not arguments.target):
        raise Fault(
            f"plan {arguments.what} needs SELLER METRIC" + ("" if arguments.what == "end" else " TARGET"),
            is_misuse=True,
        )
    seller_key = person_key(arguments.seller)
    try:
        _change(arguments, seller_key)
    except Refused as refusal:
        raise Fault(refusal.reason, advice=refusal.advice) from refusal
    score([seller_key])
    if arguments.json:
        answer(_rows([seller_key]))
    say("done")
    return 0


def _require_fitting(arguments: argparse.Namespace) -> None:
    """Raise Fault for an option that this call would pass over without a word."""
    if arguments.never and arguments.what != "end":
        raise Fault("--never belongs to plan end", is_misuse=True)
    if arguments.override and arguments.what != "add":
        raise Fault("--override belongs to plan add", is_misuse=True)
    if arguments.never and arguments.from_on:
        raise Fault("--never takes back every day: leave --from out", is_misuse=True)


def _change(arguments: argparse.Namespace, seller_key: int) -> None:
    """Without a day, another target and an end begin as on the pages: weeks that have begun keep their targets. Only
    `add` holds from the running week on. A day given is the operator's word.
    """
    starts = organisation().week_starts_on
    following = first_day_of_change(today(), week_starts_on=starts)
    if arguments.what == "add":
        first_on = arguments.from_on or week_of(today(), starts)
        draft = _draft(arguments)
        is_entered_late = first_on < week_of(today(), starts)  # what was long agreed is not examined by today's records
        failed = "" if is_entered_late else _failed(seller_key, draft.metric_key)
        override = (arguments.override or UNEXPLAINED) if failed else ""
        add_hia(seller_key, draft=draft, starts_on=first_on, actor_id=None, override=override)
        if failed:
            say(f"warning: {failed} It is in force all the same, as an operator's word")
    elif arguments.what == "target":
        change_target(seller_key, draft=_draft(arguments), from_on=arguments.from_on or following, actor_id=None)
    elif arguments.never:
        take_back_hia(seller_key, metric_key=arguments.metric, actor_id=None)
    else:
        last_on = arguments.from_on or following - timedelta(days=1)
        end_hia(seller_key, metric_key=arguments.metric, last_on=last_on, actor_id=None)


def _failed(seller_key: int, metric: str) -> str:
    """What speaks against it by the tests that bind: hardly recorded, or not the seller's own to do."""
    definition, on = definition_for(metric), today()
    if definition is None or not definition.can_be_hia:
        return ""  # refused below, with the reason
    failed = failing_tests(facts_of([seller_key], on), {seller_key: [definition.key]}, on)
    return failed.get((seller_key, definition.key), "")


def _draft(arguments: argparse.Namespace) -> PlanDraft:
    try:
        return PlanDraft(arguments.metric, Decimal(with_point(arguments.target)), arguments.per)
    except InvalidOperation:
        raise Fault(f"{arguments.target!r} is not a target", is_misuse=True) from None


def _rows(person_keys: Collection[int] | None = None) -> list[dict[str, Any]]:
    """Plans from today on, of those people or of everyone."""
    plans = plans_of(person_keys, today(), ENDLESS)
    ids = all_people_native_ids(plans)
    return [
        {
            "seller_id": ids.get(key, str(key)),
            "metric": p.metric_key,
            "target": p.target,
            "per": p.per,
            "starts_on": p.starts_on.isoformat(),
            "ends_on": p.ends_on.isoformat() if p.ends_on else None,
            "is_draft": p.is_draft,
            "needs_yes": p.needs_yes,
        }
        for key, found in plans.items()
        for p in found
    ]


def _list(*, as_json: bool) -> int:
    rows = _rows()
    if as_json:
        answer(rows)
    else:
        table(
            ["seller", "activity", "target", "per", "from", "until", ""],
            [
                [
                    r["seller_id"],
                    r["metric"],
                    f"{r['target']:g}",
                    r["per"],
                    r["starts_on"],
                    r["ends_on"] or "",
                    "draft" if r["is_draft"] else "needs the customer's yes" if r["needs_yes"] else "",
                ]
                for r in rows
            ],
        )
    return 0
