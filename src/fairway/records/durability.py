"""Making a lake commit survive a power cut, and telling a folder or a log that cannot be trusted.

deltalake writes local files without asking the disk to keep them; a database commit that follows would then point at
rows that are gone after a power cut. So every file a commit adds is synced, with its folder, before the database
transaction that publishes it. Commits are made with a hard link, which fails if the version exists; a file system
without hard links could lose a concurrent commit silently and is refused.
"""

import json
import os
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

LOG = "_delta_log"
NEWEST_CHECKPOINT = "_last_checkpoint"
DIGITS = 20


class UnsafeFolder(RuntimeError):
    """This folder cannot keep the lake's promises."""


def refuse_without_hard_links(folder: Path) -> None:
    """Raise UnsafeFolder where two writers could overwrite each other's commit, or deltalake would read elsewhere."""
    if "%" in str(folder):
        raise UnsafeFolder(f"{folder} has a % in its path, which the lake cannot read; give FAIRWAY_HOME another name")
    first = folder / f".link-test-{secrets.token_hex(8)}"
    second = first.with_name(f"{first.name}-2")
    first.write_bytes(b"")
    try:
        os.link(first, second)
    except OSError as error:
        raise UnsafeFolder(
            f"{folder} lies on a file system without hard links ({error}); put FAIRWAY_HOME on a local disk"
        ) from error
    finally:
        first.unlink(missing_ok=True)
        second.unlink(missing_ok=True)


def commit_file(table_path: Path, version: int) -> Path:
    return table_path / LOG / f"{version:0{DIGITS}d}.json"


def commits(table_path: Path) -> dict[int, Path]:
    """Every commit in a table's log, by version."""
    return {int(file.stem): file for file in (table_path / LOG).glob("*.json") if len(file.stem) == DIGITS}


def checkpoints(table_path: Path) -> dict[Path, int]:
    """Every checkpoint file with the version it sums up."""
    return {file: int(file.name[:DIGITS]) for file in (table_path / LOG).glob("*.checkpoint*")}


def first_gap(table_path: Path, version: int) -> str:
    """What is missing in the log up to a version, in words; empty where it is whole. An emptied commit reads as none,
    so that its rows would be lost without an error.
    """
    found = commits(table_path)
    summed_up = max((at for at in checkpoints(table_path).values() if at <= version), default=-1)
    for number in range(summed_up + 1, version + 1):
        if number not in found or found[number].stat().st_size == 0:
            return f"{table_path} has no version {number}"
    return ""


def actions_of(commit: Path) -> list[dict[str, Any]]:
    """The actions of one commit. ValueError where it was cut short or emptied."""
    lines = commit.read_text(encoding="utf-8").splitlines()
    if not lines:
        raise ValueError(f"{commit} is empty")
    return [json.loads(line) for line in lines]


def added_files(table_path: Path, versions: Iterable[int]) -> list[Path]:
    """Data files that those commits added."""
    return [
        table_path / unquote(action["add"]["path"])
        for version in versions
        for action in actions_of(commit_file(table_path, version))
        if "add" in action
    ]


def sync_commits(table_path: Path, versions: Iterable[int]) -> None:
    """Ask the disk to keep those commits: data files, log entries, and every folder on the way up to the table."""
    versions = list(versions)
    files = added_files(table_path, versions)
    logs = [commit_file(table_path, version) for version in versions]
    sums = [file for file, at in checkpoints(table_path).items() if at in versions]
    if sums:
        sums.append(table_path / LOG / NEWEST_CHECKPOINT)
    kept = [file for file in [*files, *logs, *sums] if file.exists()]
    for file in kept:
        sync_path(file)
    for folder in {file.parent for file in kept} | {table_path, table_path.parent}:
        sync_path(folder)


def later_commits(table_path: Path, version: int) -> list[Path] | None:
    """Commits after a version, oldest first; None where one of them is missing, empty or cut short."""
    later = sorted(number for number in commits(table_path) if number > version)
    if later != list(range(version + 1, version + 1 + len(later))):
        return None
    files = [commit_file(table_path, number) for number in later]
    try:
        for file in files:
            actions_of(file)
    except ValueError:
        return None
    return files


def cut_log(table_path: Path, version: int) -> None:
    """Remove every log entry after a version, newest first, so that a kill half-way leaves a whole, shorter log."""
    for file, at in checkpoints(table_path).items():
        if at > version:
            file.unlink()
    (table_path / LOG / NEWEST_CHECKPOINT).unlink(missing_ok=True)
    for number, file in sorted(commits(table_path).items(), reverse=True):
        if number > version:
            file.unlink()
    sync_path(table_path / LOG)


def sync_path(path: Path) -> None:
    """Ask the disk to keep a file, or the names in a folder."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
