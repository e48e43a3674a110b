"""`fairway evidence`: which activities help, how sure that is, and how it is known."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.printing import answer, day, named, table
from fairway.desk.evidence import evidence_answer
from fairway.execution.queries import today


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--role", type=named, metavar="R", help="only sellers of this role")
    parser.add_argument("--team", type=named, metavar="T", help="only sellers of this team")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="as it could be seen at the end of that day")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    found = evidence_answer(arguments.as_of or today(), role=arguments.role, team=arguments.team)
    if not found["sellers"] and (arguments.role or arguments.team):
        raise Fault(
            f"nobody in {found['group']!r} has deals and activities on record; `fairway people` lists roles and teams",
            is_misuse=True,
        )
    if arguments.json:
        answer(found)
        return 0
    rows = [[one["rank"], one["name"], one["grade"].replace("_", " "), one["reason"]] for one in found["candidates"]]
    table(["", "activity", "evidence", "in words"], rows)
    return 0
