"""`fairway board`: is each seller executing their High-Impact Activities?"""

import argparse

from fairway.cli.main import Fault
from fairway.cli.naming import person_key
from fairway.cli.printing import answer, day, named, table
from fairway.desk.answers import board_answer
from fairway.execution.queries import today


def describe(parser: argparse.ArgumentParser) -> None:
    whom = parser.add_mutually_exclusive_group()
    whom.add_argument("--manager", type=named, metavar="ID", help="only the people below this manager")
    whom.add_argument("--team", type=named, metavar="NAME", help="only this team")
    parser.add_argument("--as-of", type=day, metavar="DATE", help="as it could be seen at the end of that day")
    parser.add_argument("--json", action="store_true")


def run(arguments: argparse.Namespace) -> int:
    manager_key = None
    if arguments.manager is not None:
        manager_key = person_key(arguments.manager)
    document = board_answer(
        arguments.as_of or today(),
        manager_key=manager_key,
        team=arguments.team,
        at_its_end=arguments.as_of is not None,
    )
    if arguments.team is not None and not document["sellers"]:
        raise Fault(
            f"no team is called {arguments.team!r} on that day",
            advice="`fairway people` lists the teams.",
            is_misuse=True,
        )
    if arguments.json:
        answer(document)
        return 0
    rows = []
    for seller in document["sellers"]:
        rows.append([seller["name"], seller["state"].replace("_", " "), seller["next_step"]["text"], ""])
        for hia in seller["hias"]:
            closed = [week for week in hia["weeks"] if week["state"] != "partial"]
            last = f"{closed[-1]['done']} of {closed[-1]['target']}" if closed else "no closed week"
            rows.append([f"  {hia['name']}", f"  {hia['status'].replace('_', ' ')}", f"  {last}", hia["reason"]])
    table(["seller", "state", "next step", "why"], rows)
    return 0
