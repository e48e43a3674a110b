"""`fairway erase`: a person out of database and lake, down to file bytes."""

import argparse

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.exchange.queries import sources
from fairway.execution.actions.erasing import erase
from fairway.execution.queries import today
from fairway.people.actions.erasing import forget_bytes
from fairway.people.queries import keys_by_native_id
from fairway.records.actions.erasing import erase_contact_from_lake, erase_lead_from_lake, is_known_customer


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the source's id of the person")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--contact", action="store_true", help="a customer's contact, not a seller")
    kind.add_argument("--lead", action="store_true", help="a lead, not a seller")
    parser.add_argument("--source", help="which source's id, where several use it")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace) -> int:
    if arguments.contact or arguments.lead:
        return _erase_customer(arguments)
    key = keys_by_native_id([arguments.id], source=arguments.source).get(arguments.id)
    if key is None:
        raise Fault(
            f"nobody has the id {arguments.id!r}, or several sources use it",
            advice="`fairway people` lists everyone; --source NAME says whose id is meant.",
            is_misuse=True,
        )
    _ask(arguments)
    for sentence in erase(key):
        say(sentence)
    say("Backups taken before still hold this person: remove them, or let them expire.")
    return 0


def _erase_customer(arguments: argparse.Namespace) -> int:
    names = [arguments.source] if arguments.source else [source.name for source in sources()]
    kind = "contacts" if arguments.contact else "leads"
    found = [name for name in names if is_known_customer(kind, name, arguments.id)]
    if not found:
        raise Fault(f"no {kind[:-1]} has the id {arguments.id!r}", is_misuse=True)
    _ask(arguments)
    for name in found:
        tables = (erase_contact_from_lake if arguments.contact else erase_lead_from_lake)(
            name, arguments.id, on=today()
        )
        say(f"{name}: removed from {', '.join(tables) or 'the labels'}")
    forget_bytes()
    return 0


def _ask(arguments: argparse.Namespace) -> None:
    import sys

    if arguments.yes:
        return
    if not sys.stdin.isatty():
        raise Fault("erasing cannot be undone", advice="Add --yes to say that you mean it.", is_misuse=True)
    if input(f"Erase {arguments.id} for good? Type the id again: ").strip() != arguments.id:
        raise Fault("nothing was erased", is_misuse=True)
