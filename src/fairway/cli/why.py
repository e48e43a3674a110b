"""`fairway why`: not executing - why? Likely reasons with what was seen, and a question to ask."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.naming import person_key
from fairway.cli.printing import answer, day, named, table
from fairway.desk.why import why_answer
from fairway.execution.queries import today
from fairway.metrics.queries import definition_for


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seller", type=named, metavar="ID", help="only this seller")
    parser.add_argument("--metric", type=named, metavar="KEY", help="only this HIA")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="as it could be seen at the end of that day")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    seller_key = person_key(arguments.seller) if arguments.seller is not None else None
    metric = None
    if arguments.metric is not None:
        definition = definition_for(arguments.metric)
        if definition is None:
            raise Fault(
                f"no metric is called {arguments.metric!r}", advice="`fairway metrics` lists them.", is_misuse=True
            )
        metric = definition.key
    found = why_answer(
        arguments.as_of or today(), seller_key=seller_key, metric=metric, at_its_end=arguments.as_of is not None
    )
    if arguments.json:
        answer(found)
        return 0
    rows = []
    for entry in found:
        rows.append([entry["seller_id"], entry["name"], entry["status"].replace("_", " "), entry["reason"]])
        if "answer" in entry:
            rows.append(["", "  the seller says", "", entry["answer"]["words"]])
        for cause in entry["causes"]:
            rows.append(["", f"  {cause['cause']}", f"  {cause['strength']}", " ".join(cause["evidence"])])
            rows.append(["", "", "", cause["question"]])
    table(["seller", "HIA", "status", "why"], rows)
    return 0
