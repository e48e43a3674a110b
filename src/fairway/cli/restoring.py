"""`fairway restore FILE`: a backup into an empty home."""

import argparse
from pathlib import Path

from fairway.cli.backing_up import passphrase_in
from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.records.actions.restoring import RestoreRefused, restore_backup


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    parser.add_argument("--passphrase-file", type=Path, metavar="FILE", help="opens keys that were locked")


def run(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        raise Fault(f"there is no file {arguments.file}", is_misuse=True)
    try:
        say(restore_backup(arguments.file, passphrase=passphrase_in(arguments.passphrase_file)))
    except RestoreRefused as problem:
        raise Fault(str(problem), advice=problem.advice) from problem
    return 0
