"""`fairway connect KIND`: how a CRM is reached. The secret is read from a file, the environment or the prompt, never
the call.
"""

import argparse
import getpass
import os
import sys
from pathlib import Path

from fairway.cli.main import Fault
from fairway.cli.printing import say, table
from fairway.crm.source import CLOSETS, open_reader
from fairway.exchange.actions import connect_source
from fairway.exchange.queries import secret_of, source

SECRET_VARIABLE = "FAIRWAY_SECRET"  # noqa: S105  (a variable's name)


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("kind", choices=sorted(set(CLOSETS) - {"report", "demo"}), help="which CRM")
    parser.add_argument("--name", help="the word under which it is known (default: the kind)")
    parser.add_argument("--url", help="address of the CRM, such as https://example.odoo.com")
    parser.add_argument("--database", "--db", help="Odoo: the database")
    parser.add_argument("--login", help="Odoo: the user's log-in, for servers older than 19")
    parser.add_argument(
        "--secret-file", type=Path, help=f"file that holds the key or password (else ${SECRET_VARIABLE}, else asked)"
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
    parser.add_argument("--no-check", action="store_true", help="do not try the connection now")


def run(arguments: argparse.Namespace) -> int:
    name = arguments.name or arguments.kind
    connect_source(
        name=name,
        kind=arguments.kind,
        settings=_settings(arguments),
        secret=_secret(arguments),
        every_minutes=arguments.every or None,
    )
    if not arguments.no_check:
        facts = source(name)
        checks = open_reader(facts, secret_of(name)).check() if facts else ()
        table(
            ["check", "passed", "detail", "what it turns off", "what to do"],
            [[c.name, "yes" if c.is_passed else "no", c.detail, c.disables, c.advice] for c in checks],
            to_stderr=True,
        )
    say(f"{name} is connected. `fairway sync {name}` reads it; `fairway up` keeps it up to date.")
    return 0


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
    needed = {"odoo": ("url", "database"), "folder": ("path",)}.get(arguments.kind, ())
    missing = [key for key in needed if key not in settings]
    if missing:
        raise Fault(f"{arguments.kind} needs --{' --'.join(missing)}", is_misuse=True)
    return settings


def _secret(arguments: argparse.Namespace) -> str:
    if arguments.kind == "folder":
        return ""
    if arguments.secret_file:
        return str(arguments.secret_file.read_text(encoding="utf-8")).strip()
    if SECRET_VARIABLE in os.environ:
        return os.environ[SECRET_VARIABLE].strip()
    if sys.stdin.isatty():
        return getpass.getpass("Key or password: ").strip()
    raise Fault(f"no key given: use --secret-file FILE or ${SECRET_VARIABLE}", is_misuse=True)
