"""`fairway COMMAND`: finds the command, sets up the home, and turns every outcome into an exit code.

0 answered, 2 wrong use, 1 failure. One JSON document or one table on stdout; messages and progress on stderr.
"""

import argparse
import logging
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

from django.core.exceptions import ImproperlyConfigured

from fairway import __version__

log = logging.getLogger(__name__)
# Command to module; each module has `describe(parser)` and `run(arguments) -> int`.
COMMANDS: dict[str, tuple[str, str]] = {
    "demo": ("demo", "load the demonstration organisation and start"),
    "up": ("up", "start web and worker on what is there"),
    "import": ("importing", "load a CRM folder"),
    "export": ("exporting", "write everything back as a CRM folder"),
    "connect": ("connecting", "connect a CRM"),
    "sync": ("syncing", "pull changes from connected CRMs"),
    "doctor": ("doctor", "check every assumption about connected CRMs and this installation"),
    "metrics": ("metrics", "definitions in force"),
    "explain": ("explain", "the records behind one number"),
    "board": ("board", "is each seller executing their High-Impact Activities?"),
    "why": ("why", "not executing - why? Likely reasons with what was seen, and a question to ask"),
    "evidence": ("evidence", "which activities help, how sure that is, and how it is known"),
    "helping": ("helping", "executing - is it helping? A verdict for each HIA of a seller, and the one thing to do"),
    "landing": ("landing", "where each seller's period may land, now and with HIAs at their targets"),
    "suggest": ("suggesting", "which activities would help a seller, and which would not"),
    "classify": ("classifying", "result, objective or activity? Every metric of a dashboard, with the reason"),
    "talk": ("talking", "what a 1:1 was about, what was agreed, and what to ask instead"),
    "plan": ("planning", "put High-Impact Activities in force, change and end them"),
    "people": ("people", "who is who, accounts and invitations"),
    "backup": ("backing_up", "write database, lake and secrets to one file, while running"),
    "restore": ("restoring", "put a backup into an empty home"),
    "erase": ("erasing", "remove a person from database and lake, down to file bytes"),
    "upkeep": ("upkeep", "compact and vacuum the lake"),
}
# What needs neither a home nor a database.
WITHOUT_HOME = frozenset({"classify", "talk"})


class Fault(Exception):
    """A failure with one line for the person at the keyboard; `is_misuse` when the call was wrong."""

    def __init__(self, message: str, *, advice: str = "", is_misuse: bool = False) -> None:
        super().__init__(message)
        self.advice = advice
        self.is_misuse = is_misuse


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    parser = argparse.ArgumentParser(prog="fairway", description="Coach the swing, not the score.")
    parser.add_argument("--version", action="version", version=f"fairway {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", required=True)
    given = list(sys.argv[1:] if argv is None else argv)
    if given and given[0] in COMMANDS and given[0] not in WITHOUT_HOME:
        try:
            start_django()
        except ImproperlyConfigured as problem:  # a setting nobody can start with
            return _say_fault(str(problem), code=1)
        except OSError as problem:
            return _say_fault(
                f"this home cannot be used: {_in_words(problem)}",
                "Point FAIRWAY_HOME at a folder of your own, where files can be written.",
                code=1,
            )
    for name, (module, summary) in COMMANDS.items():
        command = commands.add_parser(name, help=summary, description=summary[0].upper() + summary[1:] + ".")
        if given[:1] == [name]:
            import_module(f"fairway.cli.{module}").describe(command)
    arguments = parser.parse_args(given)
    run: Callable[[argparse.Namespace], int] = import_module(f"fairway.cli.{COMMANDS[arguments.command][0]}").run
    return _guarded(run, arguments)


def _guarded(run: Callable[[argparse.Namespace], int], arguments: argparse.Namespace) -> int:
    try:
        if arguments.command not in WITHOUT_HOME:
            open_home()
        return run(arguments)
    except Fault as fault:
        return _say_fault(str(fault), fault.advice, code=2 if fault.is_misuse else 1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return _say_fault("stopped", "What was finished is kept; run the command again to go on.", code=1)
    except Exception as error:
        known = None if arguments.command in WITHOUT_HOME else _known_fault(error)
        if known is None:
            raise
        return _say_fault(*known, code=1)


def _known_fault(error: Exception) -> tuple[str, str] | None:
    """(message, advice) of errors that are somebody's to mend rather than ours."""
    from django.db import OperationalError

    from fairway.crm.errors import SourceError
    from fairway.lib.home import OtherKey
    from fairway.records.actions.publishing import LakeBusy, OtherSchema, WrongKeys
    from fairway.records.durability import UnsafeFolder
    from fairway.records.lake import LeaseLost, MissingFiles

    if isinstance(error, SourceError):
        return error.detail, error.advice
    if isinstance(error, OperationalError):
        return (
            f"the database cannot be reached or is busy: {error}",
            "Check FAIRWAY_DATABASE_URL, or wait and try again.",
        )
    if isinstance(error, LakeBusy | UnsafeFolder | OtherSchema | WrongKeys | OtherKey | LeaseLost):
        return str(error), ""
    if isinstance(error, MissingFiles):
        return f"records are missing: {error}", "`fairway upkeep` goes back to the last whole state."
    if isinstance(error, OSError):
        log.debug("what the system refused", exc_info=error)
        return _in_words(error), ""
    return None


def _in_words(error: OSError) -> str:
    """What the system refused, and about which file."""
    what = error.strerror or str(error) or type(error).__name__
    return f"{error.filename}: {what}" if error.filename else what


def _say_fault(message: str, advice: str = "", *, code: int) -> int:
    print(f"fairway: {message}" + (f"\n{advice}" if advice else ""), file=sys.stderr)
    return code


def start_django() -> None:
    """Set Django up on FAIRWAY_HOME; the commands' modules need it when they are imported."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fairway.project.settings")
    import django

    django.setup()


def open_home() -> None:
    """The first command in an empty home, and in one of an older version, makes its tables and upgrades its lake."""
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    from fairway.records.actions.upgrading import bring_up_to_date

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0)
    bring_up_to_date()


if __name__ == "__main__":
    # Commands raise the Fault of the module they import, which is not this one when it is run as a script.
    from fairway.cli.main import main as imported_main

    sys.exit(imported_main())
