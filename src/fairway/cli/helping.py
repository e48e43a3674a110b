"""`fairway helping`: executing - is it helping? A verdict for each HIA of a seller, and the one thing to do."""

import argparse

from fairway.cli.naming import person_key
from fairway.cli.printing import answer, day, named, table
from fairway.desk.helping import helping_answer
from fairway.execution.queries import today


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--seller", type=named, required=True, metavar="ID")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="as it could be seen at the end of that day")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    found = helping_answer(person_key(arguments.seller), arguments.as_of or today())
    if arguments.json:
        answer(found)
        return 0
    rows = [
        [one["metric"], *(one[name].replace("_", " ") for name in ("verdict", "state")), one["action"]] for one in found
    ]
    table(["HIA", "is it helping?", "state", "next"], rows)
    return 0
