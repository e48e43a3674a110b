"""`fairway backup FILE`: database, lake and keys in one file, consistent while everything goes on."""

import argparse
from pathlib import Path

from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.records.actions.archiving import BackupFailed, Keys, write_backup


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, metavar="FILE")
    keys = parser.add_mutually_exclusive_group()
    keys.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="FILE",
        help="lock the keys with the first line of this file; restoring needs the same",
    )
    keys.add_argument(
        "--without-secrets",
        action="store_true",
        help="leave the keys out; restoring then needs them from the old home's secrets folder",
    )


def run(arguments: argparse.Namespace) -> int:
    target: Path = arguments.file
    if target.exists():
        raise Fault(
            f"{target} exists already", advice="Name a new file; a backup never overwrites one.", is_misuse=True
        )
    if not target.parent.is_dir():
        raise Fault(f"there is no folder {target.parent}", is_misuse=True)
    keys = Keys(not arguments.without_secrets, passphrase_in(arguments.passphrase_file))
    try:
        say(write_backup(target, keys))
    except BackupFailed as problem:
        raise Fault(str(problem)) from problem
    return 0


def passphrase_in(file: Path | None) -> str:
    """The first line of a file; empty without one."""
    if file is None:
        return ""
    try:
        passphrase = file.read_text(encoding="utf-8").splitlines()[0].strip()
    except (OSError, UnicodeDecodeError, IndexError):
        passphrase = ""
    if not passphrase:
        raise Fault(f"{file} holds no passphrase in its first line", is_misuse=True)
    return passphrase
