"""`fairway erase`: a person, a contact or a lead out of database and lake, down to file bytes."""

import argparse
import sys

from fairway.cli.main import Fault
from fairway.cli.naming import person_key
from fairway.cli.printing import say
from fairway.exchange.queries import sources
from fairway.execution.actions.erasing import StillRunning, erase, erase_customer, erase_rest
from fairway.people.actions.erasing import was_erased
from fairway.records.actions.erasing import is_known_customer


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", metavar="ID", help="the source's id of the person")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--contact", action="store_true", help="a customer's contact, not a seller")
    kind.add_argument("--lead", action="store_true", help="a lead, not a seller")
    parser.add_argument("--source", help="which source's id, where several use it")
    parser.add_argument("--yes", action="store_true", help="do not ask")


def run(arguments: argparse.Namespace) -> int:
    for sentence in _erased(arguments):
        say(sentence)
    say("Backups and exports taken before still hold what was erased: remove them, or let them expire.")
    return 0


def _erased(arguments: argparse.Namespace) -> list[str]:
    if arguments.contact or arguments.lead:
        return _erase_customer(arguments)
    names = _names(arguments)
    advice = "`fairway people` lists everyone; --source NAME says whose id is meant."
    try:
        key = person_key(arguments.id, source=arguments.source, advice=advice)
    except Fault:
        if was_erased(arguments.id, names):
            return ["This person was erased before; what was left of it is done now.", *erase_rest()]
        raise
    _ask(arguments)
    try:
        return erase(key, told=say)
    except StillRunning as problem:
        raise Fault(str(problem)) from problem


def _names(arguments: argparse.Namespace) -> list[str]:
    return [arguments.source] if arguments.source else [source.name for source in sources()]


def _erase_customer(arguments: argparse.Namespace) -> list[str]:
    table = "contacts" if arguments.contact else "leads"
    found = [name for name in _names(arguments) if is_known_customer(table, name, arguments.id)]
    if not found:
        raise Fault(f"no {table[:-1]} has the id {arguments.id!r}", is_misuse=True)
    _ask(arguments)
    return [sentence for name in found for sentence in erase_customer(table, name, arguments.id)]


def _ask(arguments: argparse.Namespace) -> None:
    if arguments.yes:
        return
    if not sys.stdin.isatty():
        raise Fault("erasing cannot be undone", advice="Add --yes to say that you mean it.", is_misuse=True)
    if input(f"Erase {arguments.id} for good? Type the id again: ").strip() != arguments.id:
        raise Fault("nothing was erased", is_misuse=True)
