"""`fairway connect KIND`: how a CRM is reached. It is tried first, and stored only if it can be read.

The secret is read from a file, standard input, the environment or the prompt, never from the call, where every other
account of the machine could read it.
"""

import argparse
import getpass
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from fairway.cli.main import Fault
from fairway.cli.printing import answer, named, say, table
from fairway.cli.taking_in import refuse_into_demonstration
from fairway.crm.linking import tried
from fairway.crm.source import CLOSETS, WRITING
from fairway.exchange.actions import connect_source
from fairway.exchange.queries import secret_of, source
from fairway.exchange.types import Check, SourceFacts

SECRET_VARIABLE = "FAIRWAY_SECRET"  # noqa: S105  (a variable's name)
STANDARD_INPUT = Path("-")
NEEDED = {"odoo": ("url",), "folder": ("path",)}


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(set(CLOSETS) - {"report", "demo"}), help="which CRM")
    parser.add_argument("--name", type=named, help="the word under which it is known (default: the kind)")
    parser.add_argument("--url", help="address of the CRM, such as https://example.odoo.com")
    parser.add_argument(
        "--database", "--db", help="Odoo: the database, where the server has several or is older than 19"
    )
    parser.add_argument("--login", help="Odoo: the user's log-in, for servers older than 19 and for passwords")
    parser.add_argument(
        "--secret-file",
        type=Path,
        metavar="FILE",
        help=f"file that holds the key or password, - for standard input (else ${SECRET_VARIABLE}, else what is piped "
        "in, else asked)",
    )
    parser.add_argument("--path", type=Path, help="folder: the folder's path")
    parser.add_argument(
        "--every",
        type=int,
        metavar="MINUTES",
        default=15,
        help="read changes by itself that often (0: only on request)",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="another setting of this kind (see its page in docs)",
    )
    parser.add_argument(
        "--no-drafts", action="store_true", help="do not suggest activities to sellers who have no plan yet"
    )
    parser.add_argument(
        "--writes", action="store_true", help="let Fairway write commitments to it as tasks (default: it only reads)"
    )
    parser.add_argument("--no-check", action="store_true", help="store it without trying the connection")
    parser.add_argument("--json", action="store_true", help="print what was found as JSON")


def run(arguments: argparse.Namespace) -> int:
    refuse_into_demonstration()
    name = arguments.name or arguments.kind
    known = source(name)
    if known is not None and known.kind != arguments.kind:
        raise Fault(f"{name!r} is a connected {known.kind}", advice="Choose another --name.", is_misuse=True)
    facts = SourceFacts(name, arguments.kind, _settings(arguments), arguments.every or None, is_paused=False)
    secret = _secret(arguments, old=secret_of(name) if known else "")
    checks = [] if arguments.no_check else _checked(facts, secret)
    connect_source(
        name=name, kind=facts.kind, settings=facts.settings, secret=secret, every_minutes=facts.every_minutes
    )
    _tell(checks, as_json=arguments.json)
    say(f"{name} is connected. `fairway sync {name}` reads it; `fairway up` keeps it up to date.")
    return 0


def _checked(facts: SourceFacts, secret: str) -> Sequence[Check]:
    """Every assumption tried; a Fault for one without which nothing can be read."""
    checks = tried(facts, secret)
    for check in checks:
        if check.is_vital and not check.is_passed:
            raise Fault(check.detail, advice=f"{check.advice} Nothing was stored.".strip())
    return checks


def _tell(checks: Sequence[Check], *, as_json: bool) -> None:
    if as_json:
        answer([check.as_dict() for check in checks])
    elif checks:
        table(
            ["check", "passed", "detail", "what it turns off", "what to do"],
            [[c.name, "yes" if c.is_passed else "NO", c.detail, c.disables, c.advice] for c in checks],
            to_stderr=True,
        )


def _settings(arguments: argparse.Namespace) -> dict[str, object]:
    settings: dict[str, object] = {}
    for pair in arguments.set:
        key, equals, value = pair.partition("=")
        if not equals:
            raise Fault(f"--set {pair}: write KEY=VALUE", is_misuse=True)
        settings[key] = value
    for key in ("url", "database", "login"):
        if getattr(arguments, key):
            settings[key] = getattr(arguments, key)
    if arguments.path:
        settings["path"] = str(arguments.path.resolve())
    missing = [key for key in NEEDED.get(arguments.kind, ()) if not settings.get(key)]
    if missing:
        raise Fault(f"{arguments.kind} needs --{' --'.join(missing)}", is_misuse=True)
    if arguments.kind != "folder":
        settings["drafts"] = not arguments.no_drafts
    _require_writing_is_meant(arguments, settings)
    if arguments.writes:
        settings["writes"] = True
    return settings


def _require_writing_is_meant(arguments: argparse.Namespace, settings: Mapping[str, object]) -> None:
    """A Fault for a kind that cannot be written to, and for a setting nobody can tell the meaning of."""
    if "writes" in settings:
        raise Fault("whether it may be written to is not said with --set", advice="Say --writes.", is_misuse=True)
    if arguments.writes and arguments.kind not in WRITING:
        raise Fault(f"a {arguments.kind} cannot be written to", advice="Leave --writes out.", is_misuse=True)


def _secret(arguments: argparse.Namespace, *, old: str) -> str:
    """The key or password; the one in use where none is given."""
    if arguments.kind == "folder":
        return ""
    given = _given_secret(arguments.secret_file) or old
    if not given:
        raise Fault(
            "no key given",
            advice=f"Put it into ${SECRET_VARIABLE}, or into a file named by --secret-file (- for standard input).",
            is_misuse=True,
        )
    return given


def _given_secret(file: Path | None) -> str:
    if file == STANDARD_INPUT:
        return sys.stdin.readline().strip()
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as problem:
            raise Fault(f"{file} cannot be read: {problem}", is_misuse=True) from problem
    if os.environ.get(SECRET_VARIABLE):
        return os.environ[SECRET_VARIABLE].strip()
    if sys.stdin.isatty():
        return getpass.getpass("Key or password: ").strip()
    return sys.stdin.readline().strip()
