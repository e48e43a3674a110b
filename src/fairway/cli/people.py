"""`fairway people`: who is who; invitations; what is kept about somebody; the first operator of an empty home."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.naming import person_key
from fairway.cli.printing import answer, named, say, table
from fairway.desk.personal import personal_export
from fairway.execution.queries import today
from fairway.people.actions.accounts import Known, NoAddress, NoName, add_operator, invite, set_operations
from fairway.people.queries import all_people_native_ids, everyone_on


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--add-operator", nargs=2, metavar=("NAME", "EMAIL"), help="make a first account for sales operations"
    )
    parser.add_argument(
        "--invite", type=named, metavar="ID", help="print a link with which this person chooses a password"
    )
    parser.add_argument("--operations", type=named, metavar="ID", help="let this person into set-up, people and health")
    parser.add_argument(
        "--kept",
        type=named,
        metavar="ID",
        help="print everything that is kept about this person, as their own export has it",
    )
    parser.add_argument("--address", default="http://localhost:8000", help="where Fairway is reached, for the link")


def run(arguments: argparse.Namespace) -> int:
    if arguments.add_operator:
        return _print_invitation(_operator(*arguments.add_operator), arguments)
    if arguments.operations:
        set_operations(person_key(arguments.operations), is_operations=True, actor_id=None)
        if arguments.json:
            answer({"id": arguments.operations, "is_operations": True})
        say("done")
        return 0
    if arguments.invite:
        return _print_invitation(person_key(arguments.invite), arguments)
    if arguments.kept:
        answer(personal_export(person_key(arguments.kept)))
        return 0
    people = everyone_on(today())
    ids = all_people_native_ids([person.key for person in people])
    rows = [
        {
            "id": ids.get(p.key, str(p.key)),
            "name": p.name,
            "team": p.team,
            "role": p.role,
            "timezone": p.timezone,
            "manager_id": ids.get(p.manager_key) if p.manager_key else None,
        }
        for p in people
    ]
    if arguments.json:
        answer(rows)
    else:
        table(
            ["id", "name", "team", "role", "manager", "time zone"],
            [[r["id"], r["name"], r["team"], r["role"], r["manager_id"] or "", r["timezone"]] for r in rows],
        )
    return 0


def _operator(name: str, email: str) -> int:
    """The key of a new person of operations, or of one who is that already."""
    try:
        return add_operator(name=name, email=email)
    except Known as problem:
        native_id = all_people_native_ids([problem.person_key]).get(problem.person_key, "ID")
        advice = f"To let them into set-up, use `fairway people --operations {native_id}`."
        raise Fault(str(problem), advice=advice) from problem
    except (NoName, NoAddress) as problem:
        raise Fault(str(problem), advice="Write --add-operator NAME EMAIL.", is_misuse=True) from problem


def _print_invitation(invited_key: int, arguments: argparse.Namespace) -> int:
    try:
        token = invite(invited_key, actor_id=None)
    except NoAddress as problem:
        raise Fault(str(problem), advice="Add an e-mail address in the CRM or the folder first.") from problem
    link = f"{arguments.address.rstrip('/')}/invitation/{token}/"
    if arguments.json:
        answer({"link": link})
    else:
        print(link)
    say("The link works once, for seven days.")
    return 0
