"""Making a lake commit survive a power cut, and telling a folder that cannot.

deltalake writes local files without asking the disk to keep them; a database commit that follows would then point at
rows that are gone after a power cut. So every file a commit adds is synced, with its folder, before the database
transaction that publishes it. Commits are made with a hard link, which fails if the version exists; a file system
without hard links could lose a concurrent commit silently and is refused.
"""

import json
import os
from collections.abc import Iterable
from pathlib import Path
from urllib.parse import unquote


class UnsafeFolder(RuntimeError):
    """This folder's file system cannot keep the lake's promises."""


def refuse_without_hard_links(folder: Path) -> None:
    """Raise UnsafeFolder where two writers could overwrite each other's commit."""
    first = folder / f".link-test-{os.getpid()}"
    second = folder / f".link-test-{os.getpid()}-2"
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
    return table_path / "_delta_log" / f"{version:020d}.json"


def added_files(table_path: Path, versions: Iterable[int]) -> list[Path]:
    """Data files that those commits added."""
    files = []
    for version in versions:
        for line in commit_file(table_path, version).read_text().splitlines():
            action = json.loads(line)
            if "add" in action:
                files.append(table_path / unquote(action["add"]["path"]))
    return files


def sync_commits(table_path: Path, versions: Iterable[int]) -> None:
    """Ask the disk to keep those commits: data files, log entries, and every folder on the way up to the table."""
    versions = list(versions)
    files = [file for file in added_files(table_path, versions) if file.exists()]
    logs = [commit_file(table_path, version) for version in versions]
    for file in [*files, *logs]:
        _sync(file)
    for folder in {file.parent for file in [*files, *logs]} | {table_path, table_path.parent}:
        _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
