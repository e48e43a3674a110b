"""`fairway metrics`: definitions in force."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.printing import answer, table
from fairway.metrics.queries import definition_for, definitions
from fairway.metrics.spec import entry_of, yaml_of


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("key", nargs="?", metavar="METRIC", help="one metric, whole")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--yaml", action="store_true", help="in the syntax of metrics.yaml")


def run(arguments: argparse.Namespace) -> int:
    known = definitions()
    chosen = list(known.values())
    if arguments.key is not None:
        one = definition_for(arguments.key, known)
        if one is None:
            raise Fault(
                f"no metric is called {arguments.key!r}, or several are",
                advice="`fairway metrics` lists them.",
                is_misuse=True,
            )
        chosen = [one]
    if arguments.yaml:
        print(yaml_of(chosen), end="")
    elif arguments.json:
        answer([{**entry_of(d), "can_be_hia": d.can_be_hia} for d in chosen])
    else:
        table(
            ["key", "name", "class", "counts", "may be an HIA"],
            [
                [d.key, d.name, d.metric_class, f"{d.counting} of {d.records}", "yes" if d.can_be_hia else "no"]
                for d in chosen
            ],
        )
    return 0
