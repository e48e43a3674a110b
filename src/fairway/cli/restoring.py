"""`fairway restore FILE`: a backup into an empty home."""

import argparse
from pathlib import Path

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.records.actions.archiving import RestoreRefused, restore_backup


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")


def run(arguments: argparse.Namespace) -> int:
    if not arguments.file.is_file():
        raise Fault(f"there is no file {arguments.file}", is_misuse=True)
    try:
        summary = restore_backup(arguments.file)
    except RestoreRefused as problem:
        raise Fault(str(problem), advice=problem.advice) from problem
    say(summary)
    return 0
