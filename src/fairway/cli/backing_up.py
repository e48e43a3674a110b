"""`fairway backup FILE`: database, published lake and secrets, consistent while everything runs."""

import argparse
from pathlib import Path

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.records.actions.archiving import BackupFailed, write_backup


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument(
        "--without-secrets",
        action="store_true",
        help="leave the keys out; restoring then needs them from the old home's secrets folder",
    )


def run(arguments: argparse.Namespace) -> int:
    if arguments.file.exists():
        raise Fault(
            f"{arguments.file} exists already", advice="Name a new file; a backup never overwrites one.", is_misuse=True
        )
    try:
        summary = write_backup(arguments.file, with_secrets=not arguments.without_secrets)
    except BackupFailed as problem:
        raise Fault(str(problem)) from problem
    say(summary)
    return 0
