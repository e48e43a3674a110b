"""`fairway upkeep`: join small lake files and remove unused ones. The worker does it nightly by itself."""

import argparse

from fairway.cli.printing import say
from fairway.records.actions.upkeep import compact, vacuum


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vacuum", action="store_true", help="also remove files that no published version uses")


def run(arguments: argparse.Namespace) -> int:
    for name, files in compact().items():
        say(f"{name}: {files} files joined")
    if arguments.vacuum:
        say(f"{vacuum()} files removed")
    return 0
