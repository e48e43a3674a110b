"""`fairway metrics`: definitions in force; retiring one of one's own, and taking that back."""

import argparse
from collections.abc import Sequence

from fairway.cli.main import Fault
from fairway.cli.printing import answer, day, say, table
from fairway.metrics.actions import take_back_retirement
from fairway.metrics.queries import definition_for, definitions
from fairway.metrics.spec import entry_of, yaml_of
from fairway.metrics.types import Definition
from fairway.people.queries import all_people_native_ids
from fairway.plans.actions.retiring import InForce
from fairway.plans.types import Refused
from fairway.studio.building.actions import retire
from fairway.web.words import plural

RETIRE, TAKE_BACK = "retire", "take-back"


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "words",
        nargs="*",
        metavar="METRIC",
        help="one metric, whole; after `retire` or `take-back` the metric that is retired, or offered again",
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--yaml", action="store_true", help="in the syntax of metrics.yaml")
    parser.add_argument("--reason", default="", metavar="TEXT", help="of retire: why; it stays with the metric")
    parser.add_argument(
        "--end-plans", dest="end_plans_on", type=day, metavar="DATE", help="of retire: the last day of plans in force"
    )


def run(arguments: argparse.Namespace) -> int:
    what, reference = _asked(arguments)
    known = definitions()
    chosen = list(known.values())
    if reference:
        chosen = [_meant(reference, known)]
    if what == RETIRE:
        return _retire(arguments, chosen[0])
    if what == TAKE_BACK:
        if not take_back_retirement(chosen[0].key, actor_id=None):
            raise Fault(f"{chosen[0].name} is not retired", advice="`fairway metrics` lists what is.")
        say(f"{chosen[0].name} is offered again")
        return 0
    _show(arguments, chosen)
    return 0


def _asked(arguments: argparse.Namespace) -> tuple[str, str]:
    """(retire, take-back or nothing; the metric meant). One word alone is a metric, whatever it is called."""
    words: Sequence[str] = arguments.words
    what = words[0] if len(words) == 2 and words[0] in {RETIRE, TAKE_BACK} else ""
    if len(words) > 1 and not what:
        raise Fault(
            f"{' '.join(words)!r} is no call",
            advice="Write `fairway metrics retire METRIC`, or one METRIC.",
            is_misuse=True,
        )
    if what != RETIRE and (arguments.reason or arguments.end_plans_on):
        raise Fault("--reason and --end-plans belong to metrics retire", is_misuse=True)
    if words and not words[-1].strip():
        raise Fault("no metric has an empty name", advice="`fairway metrics` lists them.", is_misuse=True)
    if what and (arguments.json or arguments.yaml):
        raise Fault(f"metrics {what} answers with a sentence alone: leave --json and --yaml out", is_misuse=True)
    return what, words[-1] if words else ""


def _meant(reference: str, known: dict[str, Definition]) -> Definition:
    one = definition_for(reference, known)
    if one is None:
        raise Fault(
            f"no metric is called {reference!r}, or several are",
            advice="`fairway metrics` lists them.",
            is_misuse=True,
        )
    return one


def _retire(arguments: argparse.Namespace, definition: Definition) -> int:
    try:
        ended = retire(definition.key, actor_id=None, reason=arguments.reason, last_on=arguments.end_plans_on)
    except InForce as refusal:
        ids = all_people_native_ids({plan.person_key for plan in refusal.plans})
        who = ", ".join(sorted({ids.get(plan.person_key, str(plan.person_key)) for plan in refusal.plans}))
        advice = "End these plans first, or say their last day: --end-plans DATE."
        raise Fault(f"{refusal.reason}: {who}", advice=advice) from refusal
    except Refused as refusal:
        raise Fault(refusal.reason, advice=refusal.advice) from refusal
    plans = f"; plans of {plural(ended, 'person', 'people')} end" if ended else ""
    say(f"{definition.name} is retired: nothing new offers it, past weeks stay{plans}")
    return 0


def _show(arguments: argparse.Namespace, chosen: Sequence[Definition]) -> None:
    if arguments.yaml:
        print(yaml_of(chosen), end="")
    elif arguments.json:
        answer([{**entry_of(d), "can_be_hia": d.can_be_hia} for d in chosen])
    else:
        table(
            ["key", "name", "class", "counts", "may be an HIA"],
            [[d.key, d.name, d.metric_class, f"{d.counting} of {d.records}", _may_be(d)] for d in chosen],
        )


def _may_be(definition: Definition) -> str:
    return "retired" if definition.is_retired else "yes" if definition.can_be_hia else "no"
