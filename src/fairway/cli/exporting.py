"""`fairway export DIR`: everything back as a CRM folder, with the native records beside."""

import argparse
from collections.abc import Mapping
from pathlib import Path

from fairway.audit.actions import record_change
from fairway.cli.main import Fault
from fairway.cli.printing import say
from fairway.coaching.exporting import session_tables
from fairway.commitments.exporting import commitment_tables
from fairway.crm.folder import native
from fairway.crm.folder.writing import write_folder, write_table
from fairway.metrics.queries import own_definitions
from fairway.metrics.spec import yaml_of
from fairway.people.queries import ids_for_export
from fairway.people.types import BEGINNING, ENDLESS
from fairway.plans.queries import plans_of
from fairway.studio.lesson.exporting import lesson_tables
from fairway.studio.proposals.exporting import native_tables
from fairway.studio.quality.exporting import quality_tables

NATIVE = "native"  # a folder beside the tables: what no CRM holds, and no import reads back
PLAN_COLUMNS = ("seller_id", "metric", "starts_on", "target", "per", "ends_on", "quality_target")


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("folder", type=Path, metavar="DIR", help="an empty or new folder")
    parser.add_argument(
        "--with-notes", action="store_true", help="also what was written in 1:1s and what talks were about"
    )


def run(arguments: argparse.Namespace) -> int:
    target: Path = arguments.folder
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise Fault(f"{target} is not empty", advice="Name a new folder; an export never overwrites.", is_misuse=True)
    try:
        target.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Fault(f"{target} cannot be made ({error.strerror})") from error
    ids = ids_for_export()
    written = write_folder(target, ids)
    rows = [
        (ids[key], p.metric_key, p.starts_on, p.target, p.per, p.ends_on, p.quality_target)
        for key, found in plans_of(None, BEGINNING, ENDLESS).items()
        for p in found
        if not p.is_draft
    ]
    written["plans"] = write_table(target, "plans", PLAN_COLUMNS, rows)
    written |= _native(target, ids, with_notes=arguments.with_notes)
    own = own_definitions()
    if own:
        (target / "metrics.yaml").write_text(yaml_of(list(own.values())), encoding="utf-8")
    (target / native.FILE).write_text(native.description(), encoding="utf-8")
    for name, count in written.items():
        say(f"{name}: {count:,}")
    return 0


def _native(target: Path, ids: Mapping[int, str], *, with_notes: bool) -> dict[str, int]:
    """What was proposed, decided, planned, agreed to and drawn for review in the studio, what was promised and what is
    in the way, and sessions, where there is any. That notes left is written down for everybody they are about.
    """
    written = {}
    studio = {**native_tables(ids), **lesson_tables(ids), **quality_tables(ids)}
    sessions = session_tables(ids, with_notes=with_notes)
    if with_notes:
        record_change(actor_id=None, action="export_notes", subject=("people", sorted(ids)), detail={})
    for name, (columns, rows) in {**studio, **commitment_tables(ids), **sessions}.items():
        if rows:
            (target / NATIVE).mkdir(exist_ok=True)
            written[f"{NATIVE}/{name}"] = write_table(target / NATIVE, name, columns, rows)
    return written
